package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.syscalls.user.Input;

/** A utility that goes through lines: of the files it is given, or of the standard input. */
abstract class Filter extends Utility {
    private static final int MAX_LINE = 8192;

    final byte[] line = new byte[MAX_LINE];

    Filter(String name) {
        super(name);
    }

    /** One input, from its beginning to its end. {@code name} is null for the standard input. */
    abstract void filter(Input input, byte[] name);

    /** Goes through the files that the words from one on name. @return the exit status as far as files could be read */
    final int filterAll(byte[][] words, int from) {
        if (from >= words.length) {
            filter(new Input(0), null);
            return 0;
        }
        int status = 0;
        for (int i = from; i < words.length; i++) {
            int descriptor = open(words[i]);
            if (descriptor < 0) {
                status = complain(words[i], descriptor);
            } else {
                filter(new Input(descriptor), words[i]);
                close(descriptor);
            }
        }
        return status;
    }
}

package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Environment;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.toolchain.magic.Text;

/** Finds the utility whose name the program was called by. */
public final class Utilities {
    private static final int NOT_FOUND = 127;
    private static final Utility[] ALL = {new Cat(), new Copy(), new Echo(), new PrintEnvironment(), new Grep(), new Head(), new Kill(), new Link(), new ListFiles(),
        new MakeDirectory(), new Move(), new ProcessStates(), new Remove(), new RemoveDirectory(), new Sequence(), new Sleep(), new Sort(), new Tail(), new Tee(), new Touch(),
        new CountWords()};

    /** What there is, for who puts the links on a disk. */
    public static String[] names() {
        String[] names = new String[ALL.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = ALL[i].name;
        }
        return names;
    }

    public static void main(String[] args) {
        byte[][] words = new byte[args.length][];
        for (int i = 0; i < args.length; i++) {
            words[i] = Text.bytes(args[i]);
        }
        byte[] name = Environment.programName();
        for (int i = 0; i < ALL.length; i++) {
            if (Bytes.is(name, name.length, Text.bytes(ALL[i].name))) {
                Exit.now(ALL[i].run(words));
            }
        }
        Output.ERROR.bytes(name, 0, name.length).text(": not a utility").line();
        Exit.now(NOT_FOUND);
    }

    private Utilities() {}
}

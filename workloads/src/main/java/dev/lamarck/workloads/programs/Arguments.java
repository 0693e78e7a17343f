package dev.lamarck.workloads.programs;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/** A program's arguments. */
final class Arguments {
    /** A number, another if there are fewer arguments, negative if it is none. */
    static int number(String[] args, int index, int otherwise) {
        if (index >= args.length) {
            return otherwise;
        }
        byte[] text = Text.bytes(args[index]);
        return (int) Bytes.number(text, 0, text.length, 10);
    }

    private Arguments() {}
}

package dev.lamarck.workloads.programs;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Text;

/** A guest program that fails the check that its argument names. */
public final class FailedChecks {
    private static final int[] NUMBERS = new int[4];
    private static Object nothing;
    private static int zero;
    private int field;

    public static void main(String[] args) {
        int result = fail(Text.bytes(args[0])[0]);
        Output.STANDARD.text("survived ").decimal(result).line();
    }

    private static int fail(int check) {
        switch (check) {
            case 'b':
                return NUMBERS[check];
            case 'n':
                return ((FailedChecks) nothing).field;
            case 'd':
                return check / zero;
            case 'c':
                nothing = NUMBERS;
                return ((FailedChecks) nothing).field;
            case 's':
                return new int[zero - 1].length;
            case 'a':
                assert zero != 0;
                return 0;
            case 'p':
                throw Kernel.panic("gives up");
            default:
                return recurse(check);
        }
    }

    @MaxDepth(1 << 20)
    private static int recurse(int depth) {
        return depth == 0 ? 0 : 1 + recurse(depth + 1);
    }

    private FailedChecks() {}
}

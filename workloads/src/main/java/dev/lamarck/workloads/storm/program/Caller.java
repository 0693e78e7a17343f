package dev.lamarck.workloads.storm.program;

import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.SystemCall;

/** Makes system calls of any number with any arguments, without end. */
final class Caller {
    private static final int NUMBERS = 450;
    /** Calls that end or stop the caller are made one time in so many. */
    private static final int SELDOM = 64;

    private final Chance chance;
    private final Arguments arguments;

    Caller(Chance chance) {
        this.chance = chance;
        arguments = new Arguments(chance);
    }

    void run() {
        while (true) {
            int number = chance.below(NUMBERS);
            if (!isEnding(number) || chance.oneIn(SELDOM)) {
                if (chance.oneIn(4)) {
                    arguments.shuffle();
                }
                SystemCall.call(number, first(), arguments.any(), arguments.any(), arguments.any(), arguments.any(), arguments.any());
            }
        }
    }

    private static boolean isEnding(int number) {
        return switch (number) {
            case SyscallNumber.EXIT, SyscallNumber.EXIT_GROUP, SyscallNumber.PAUSE, SyscallNumber.RT_SIGRETURN, SyscallNumber.KILL, SyscallNumber.TKILL,
                    SyscallNumber.TGKILL -> true;
            default -> false;
        };
    }

    /** Most calls take a descriptor, a name or a number first. */
    private long first() {
        return switch (chance.below(4)) {
            case 0 -> arguments.descriptor();
            case 1 -> arguments.name();
            case 2 -> arguments.number();
            default -> arguments.any();
        };
    }
}

package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.SignalCounter;
import dev.lamarck.syscalls.user.SignalMarks;
import dev.lamarck.syscalls.user.SignalNames;
import dev.lamarck.toolchain.magic.MaxDepth;

/** {@code trap}: what is run when a signal has come, after the command that it came in; number 0 is the shell's end. */
final class Traps {
    private static final int EXIT = 0;
    private static final int SIGNALS = 65;

    /** By number; null: the signal does what it does; empty: it is ignored. */
    private static final byte[][] ACTIONS = new byte[SIGNALS][];

    /** {@code trap ACTION CONDITION…}; {@code -}, or a number in the action's place, takes it back; without words it tells. */
    static int set(byte[][] words) {
        if (words.length == 1) {
            list();
            return 0;
        }
        boolean isReset = Builtins.is(words[1], "-");
        boolean isNumber = Bytes.number(words[1], 0, words[1].length, 10) >= 0;
        int result = 0;
        for (int i = isNumber ? 1 : 2; i < words.length; i++) {
            int signal = Builtins.is(words[i], "EXIT") ? EXIT : SignalNames.numbered(words[i]);
            if (signal < 0) {
                Shell.complain(words[i], "no such signal");
                result = 1;
            } else {
                enter(signal, isReset || isNumber ? null : Bytes.copyOf(words[1]));
            }
        }
        return result;
    }

    private static void enter(int signal, byte[] action) {
        Heap.free(ACTIONS[signal]);
        ACTIONS[signal] = action;
        if (signal == EXIT) {
            return;
        }
        if (action == null) {
            Jobs.resetSignal(signal);
        } else if (action.length == 0) {
            SignalCounter.ignore(signal);
        } else {
            SignalMarks.mark(signal);
        }
    }

    private static void list() {
        for (int i = 0; i < SIGNALS; i++) {
            if (ACTIONS[i] != null) {
                Output.STANDARD.text("trap -- '").bytes(ACTIONS[i], 0, ACTIONS[i].length).text("' ");
                if (i == EXIT) {
                    Output.STANDARD.text("EXIT").line();
                } else {
                    Output.STANDARD.text(SignalNames.name(i)).line();
                }
            }
        }
    }

    /** Runs the actions of what has come; the status is as before. */
    @MaxDepth(Node.DEEPEST)
    static void run() {
        int signal = SignalMarks.isAny() ? SignalMarks.take() : 0;
        while (signal != 0) {
            if (ACTIONS[signal] != null) {
                int status = Shell.status;
                Shell.runText(Bytes.copyOf(ACTIONS[signal]));
                Shell.status = status;
            }
            signal = SignalMarks.take();
        }
    }

    /** The action at the end, which is nobody's any more; null if there is none. */
    static byte[] takeExit() {
        byte[] action = ACTIONS[EXIT];
        ACTIONS[EXIT] = null;
        return action;
    }

    /** In a child: what is not ignored does what it does. */
    static void forked() {
        for (int i = 0; i < SIGNALS; i++) {
            if (ACTIONS[i] != null && (i == EXIT || ACTIONS[i].length > 0)) {
                enter(i, null);
            }
        }
    }

    private Traps() {}
}

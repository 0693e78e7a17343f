package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Flow;

/** Calls, jumps, register windows, traps on condition and the way back from them (V9 A.8, A.11, A.24, A.44 to A.46, A.61). */
final class JumpOperations {
    private static final int RETURN_ADDRESS = ProcessorState.slot(15);

    private JumpOperations() {}

    static final class Call extends Operation {
        static final int KIND = 48;

        private final long displacement;

        Call(int word) {
            super(KIND);
            displacement = Flow.target(word, 0);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long pc = interpreter.pc();
            s.r[s.window + RETURN_ADDRESS] = pc;
            interpreter.transfer(pc + displacement);
        }
    }

    static final class Jump extends RegisterOperation {
        static final int KIND = 49;

        Jump(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long target = address(s);
            interpreter.memory.checkAlignment(target, 4);
            set(s, interpreter.pc());
            interpreter.jump(target);
        }
    }

    static final class Return extends RegisterOperation {
        static final int KIND = 50;

        Return(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long target = address(s);
            interpreter.memory.checkAlignment(target, 4);
            if (interpreter.isDone(interpreter.traps.restore())) {
                interpreter.jump(target);
            }
        }
    }

    static final class Save extends RegisterOperation {
        static final int KIND = 51;

        Save(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long result = address(s);
            if (interpreter.isDone(interpreter.traps.save())) {
                set(s, result);
            }
        }
    }

    static final class Restore extends RegisterOperation {
        static final int KIND = 52;

        Restore(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long result = address(s);
            if (interpreter.isDone(interpreter.traps.restore())) {
                set(s, result);
            }
        }
    }

    /** RETRY and DONE. */
    static final class LeaveTrap extends Operation {
        static final int KIND = 54;

        private final boolean retry;

        LeaveTrap(boolean retry) {
            super(KIND);
            this.retry = retry;
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.leaveTrap(retry);
        }
    }

    /** SAVED and RESTORED. */
    static final class AdjustWindows extends Operation {
        static final int KIND = 55;

        private final boolean saved;

        AdjustWindows(boolean saved) {
            super(KIND);
            this.saved = saved;
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.units.state().adjustWindows(saved);
        }
    }

    static final class TrapOnCondition extends Operation {
        static final int KIND = 53;

        private final int word;

        TrapOnCondition(int word) {
            super(KIND);
            this.word = word;
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.isDone(interpreter.units.state().trap(word));
        }
    }
}

package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;

/** Jumps and register windows when they do not go through at once, traps on condition and the way back from them (V9 A.11, A.24, A.44 to A.46, A.61). */
final class JumpOperations {
    private static final int IMMEDIATE_BITS = 13;

    private JumpOperations() {}

    static final class Jump extends Operation {
        Jump(int word) {
            super(Kind.JUMP, destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, 0);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long target = address(s);
            interpreter.memory.checkAlignment(target, 4);
            set(s, interpreter.pc());
            interpreter.jump(target);
        }
    }

    static final class Return extends Operation {
        Return(int word) {
            super(Kind.RETURN, destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, 0);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long target = address(s);
            // A fill comes before an address that is not aligned (V9 table 15).
            if (s.canrestore != 0) {
                interpreter.memory.checkAlignment(target, 4);
            }
            if (interpreter.isDone(interpreter.traps.restore())) {
                interpreter.jump(target);
            }
        }
    }

    static final class Save extends Operation {
        Save(int word) {
            super(Kind.SAVE, destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, 0);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long result = address(s);
            if (interpreter.isDone(interpreter.traps.save())) {
                set(s, result);
            }
        }
    }

    static final class Restore extends Operation {
        Restore(int word) {
            super(Kind.RESTORE, destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, 0);
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
        private final boolean retry;

        LeaveTrap(boolean retry) {
            this.retry = retry;
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.leaveTrap(retry);
        }
    }

    /** SAVED and RESTORED. */
    static final class AdjustWindows extends Operation {
        AdjustWindows(boolean saved) {
            super(Kind.ADJUST_WINDOWS, 0, 0, 0, 0, saved ? 1 : 0, false);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            throw GuestTrap.of(TrapType.PRIVILEGED_OPCODE);
        }
    }

    /** Tcc. */
    static final class TrapOnCondition extends Operation {
        private static final int ON_XCC = 1 << 12;
        private static final int RESERVED = 1 << 11;

        private final int word;

        TrapOnCondition(int word) {
            super((word & RESERVED) != 0 ? Kind.OTHER : (word & ON_XCC) != 0 ? Kind.TRAP_ON_XCC : Kind.TRAP_ON_ICC, 0, 0, 0, 0,
                    Fields.condition(word), false);
            this.word = word;
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.isDone(interpreter.units.state().trap(word));
        }
    }
}

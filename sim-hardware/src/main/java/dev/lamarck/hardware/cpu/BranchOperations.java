package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;

/** Branches (V9 A.3 to A.7). */
final class BranchOperations {
    private static final int ALWAYS = 8;

    private BranchOperations() {}

    /** A branch that depends on data, or never is taken. */
    abstract static class Conditional extends Operation {
        private final long displacement;
        private final boolean annuls;

        Conditional(int kind, int word) {
            super(kind);
            displacement = Flow.target(word, 0);
            annuls = Fields.annul(word);
        }

        abstract boolean isTaken(ProcessorState s, Interpreter interpreter);

        @Override
        final void execute(ProcessorState s, Interpreter interpreter) {
            boolean taken = isTaken(s, interpreter);
            interpreter.predict(taken);
            if (taken) {
                interpreter.transfer(interpreter.pc() + displacement);
            } else {
                interpreter.fallThrough(annuls);
            }
        }
    }

    static final class Always extends Operation {
        static final int KIND = 38;

        private final long displacement;

        Always(int word) {
            super(KIND);
            displacement = Flow.target(word, 0);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.transfer(interpreter.pc() + displacement);
        }
    }

    static final class AlwaysAnnulled extends Operation {
        static final int KIND = 39;

        private final long displacement;

        AlwaysAnnulled(int word) {
            super(KIND);
            displacement = Flow.target(word, 0);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.transferAnnulled(interpreter.pc() + displacement);
        }
    }

    static final class Never extends Conditional {
        Never(int word) {
            super(Operation.OTHER, word);
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return false;
        }
    }

    static final class OnRegisterZero extends Conditional {
        static final int KIND = 40;

        private final int rs1;

        OnRegisterZero(int word) {
            super(KIND, word);
            rs1 = ProcessorState.slot(Fields.rs1(word));
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return s.r[s.window + rs1] == 0;
        }
    }

    static final class OnRegisterLessOrEqual extends Conditional {
        static final int KIND = 41;

        private final int rs1;

        OnRegisterLessOrEqual(int word) {
            super(KIND, word);
            rs1 = ProcessorState.slot(Fields.rs1(word));
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return s.r[s.window + rs1] <= 0;
        }
    }

    static final class OnRegisterLess extends Conditional {
        static final int KIND = 42;

        private final int rs1;

        OnRegisterLess(int word) {
            super(KIND, word);
            rs1 = ProcessorState.slot(Fields.rs1(word));
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return s.r[s.window + rs1] < 0;
        }
    }

    static final class OnRegisterNotZero extends Conditional {
        static final int KIND = 43;

        private final int rs1;

        OnRegisterNotZero(int word) {
            super(KIND, word);
            rs1 = ProcessorState.slot(Fields.rs1(word));
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return s.r[s.window + rs1] != 0;
        }
    }

    static final class OnRegisterGreater extends Conditional {
        static final int KIND = 44;

        private final int rs1;

        OnRegisterGreater(int word) {
            super(KIND, word);
            rs1 = ProcessorState.slot(Fields.rs1(word));
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return s.r[s.window + rs1] > 0;
        }
    }

    static final class OnRegisterGreaterOrEqual extends Conditional {
        static final int KIND = 45;

        private final int rs1;

        OnRegisterGreaterOrEqual(int word) {
            super(KIND, word);
            rs1 = ProcessorState.slot(Fields.rs1(word));
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return s.r[s.window + rs1] >= 0;
        }
    }

    static final class OnIccEqual extends Conditional {
        static final int KIND = 32;

        OnIccEqual(int word) {
            super(KIND, word);
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return (int) s.ccZeroLow == 0;
        }
    }

    static final class OnIccNotEqual extends Conditional {
        static final int KIND = 33;

        OnIccNotEqual(int word) {
            super(KIND, word);
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return (int) s.ccZeroLow != 0;
        }
    }

    static final class OnXccEqual extends Conditional {
        static final int KIND = 34;

        OnXccEqual(int word) {
            super(KIND, word);
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return s.ccZero == 0;
        }
    }

    static final class OnXccNotEqual extends Conditional {
        static final int KIND = 35;

        OnXccNotEqual(int word) {
            super(KIND, word);
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return s.ccZero != 0;
        }
    }

    static final class OnIcc extends Conditional {
        static final int KIND = 36;

        private final int condition;

        OnIcc(int word) {
            super(KIND, word);
            condition = Fields.condition(word);
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return s.icc(condition);
        }
    }

    static final class OnXcc extends Conditional {
        static final int KIND = 37;

        private final int condition;

        OnXcc(int word) {
            super(KIND, word);
            condition = Fields.condition(word);
        }

        @Override
        boolean isTaken(ProcessorState s, Interpreter interpreter) {
            return s.xcc(condition);
        }
    }

    static final class OnFcc extends Operation {
        static final int KIND = 46;

        private final int condition;
        private final int conditionCode;
        private final long displacement;
        private final boolean annuls;

        OnFcc(int word, int conditionCode) {
            super(KIND);
            this.conditionCode = conditionCode;
            condition = Fields.condition(word);
            displacement = Flow.target(word, 0);
            annuls = Fields.annul(word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            boolean taken = interpreter.units.floating().condition(condition, conditionCode);
            interpreter.predict(taken);
            long target = interpreter.pc() + displacement;
            if (!taken) {
                interpreter.fallThrough(annuls);
            } else if (condition == ALWAYS && annuls) {
                interpreter.transferAnnulled(target);
            } else {
                interpreter.transfer(target);
            }
        }
    }
}

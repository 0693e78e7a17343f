package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;

/** The frequent instructions that only compute: V9 A.2, A.31, A.56 (arithmetic and logic), A.49 (shifts), A.48, A.35, A.34. */
final class AluOperations {
    private AluOperations() {}

    static final class Add extends RegisterOperation {
        static final int KIND = 0;

        Add(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) + second(s));
        }
    }

    static final class And extends RegisterOperation {
        static final int KIND = 3;

        And(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) & second(s));
        }
    }

    static final class Or extends RegisterOperation {
        static final int KIND = 1;

        Or(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) | second(s));
        }
    }

    static final class Xor extends RegisterOperation {
        static final int KIND = 4;

        Xor(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) ^ second(s));
        }
    }

    static final class Subtract extends RegisterOperation {
        static final int KIND = 2;

        Subtract(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) - second(s));
        }
    }

    static final class AndNot extends RegisterOperation {
        static final int KIND = 56;

        AndNot(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) & ~second(s));
        }
    }

    static final class OrNot extends RegisterOperation {
        OrNot(int word) {
            super(Operation.OTHER, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) | ~second(s));
        }
    }

    static final class ExclusiveNor extends RegisterOperation {
        ExclusiveNor(int word) {
            super(Operation.OTHER, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, ~(first(s) ^ second(s)));
        }
    }

    static final class Multiply extends RegisterOperation {
        static final int KIND = 58;

        Multiply(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) * second(s));
        }
    }

    static final class AddCc extends RegisterOperation {
        static final int KIND = 9;

        AddCc(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long a = first(s);
            long b = second(s);
            long sum = a + b;
            s.setCc(sum, a & b | (a | b) & ~sum);
            set(s, sum);
        }
    }

    static final class SubtractCc extends RegisterOperation {
        static final int KIND = 8;

        SubtractCc(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long a = first(s);
            long b = second(s);
            long difference = a - b;
            s.setCc(difference, ~a & b | (~a | b) & difference);
            set(s, difference);
        }
    }

    static final class AndCc extends RegisterOperation {
        static final int KIND = 10;

        AndCc(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long result = first(s) & second(s);
            s.setCc(result, 0);
            set(s, result);
        }
    }

    static final class OrCc extends RegisterOperation {
        static final int KIND = 11;

        OrCc(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long result = first(s) | second(s);
            s.setCc(result, 0);
            set(s, result);
        }
    }

    static final class XorCc extends RegisterOperation {
        static final int KIND = 61;

        XorCc(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long result = first(s) ^ second(s);
            s.setCc(result, 0);
            set(s, result);
        }
    }

    static final class AndNotCc extends RegisterOperation {
        static final int KIND = 60;

        AndNotCc(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long result = first(s) & ~second(s);
            s.setCc(result, 0);
            set(s, result);
        }
    }

    static final class ShiftLeft extends RegisterOperation {
        static final int KIND = 12;

        ShiftLeft(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) << (second(s) & 31));
        }
    }

    static final class ShiftRight extends RegisterOperation {
        static final int KIND = 13;

        ShiftRight(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, (first(s) & 0xFFFF_FFFFL) >>> (second(s) & 31));
        }
    }

    static final class ShiftRightSigned extends RegisterOperation {
        static final int KIND = 14;

        ShiftRightSigned(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, (int) first(s) >> (second(s) & 31));
        }
    }

    static final class ShiftLeftWide extends RegisterOperation {
        static final int KIND = 6;

        ShiftLeftWide(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) << second(s));
        }
    }

    static final class ShiftRightWide extends RegisterOperation {
        static final int KIND = 15;

        ShiftRightWide(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) >>> second(s));
        }
    }

    static final class ShiftRightSignedWide extends RegisterOperation {
        static final int KIND = 59;

        ShiftRightSignedWide(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, first(s) >> second(s));
        }
    }

    static final class SetHigh extends Operation {
        static final int KIND = 5;

        private final int rd;
        private final long value;

        SetHigh(int word) {
            super(KIND);
            rd = RegisterOperation.destination(Fields.rd(word));
            value = (long) Fields.imm22(word) << 10;
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            s.r[s.window + rd] = value;
        }
    }

    static final class Nop extends Operation {
        static final int KIND = 7;

        Nop() {
            super(KIND);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {}
    }

    /** MOVcc on integer condition codes. */
    static final class MoveOnIntegerCondition extends RegisterOperation {
        static final int KIND = 57;

        private static final int ON_XCC = 1 << 12;

        private final int condition;
        private final boolean onXcc;

        MoveOnIntegerCondition(int word) {
            super(KIND, destination(Fields.rd(word)), 0, word, 11);
            condition = Fields.moveCondition(word);
            onXcc = (word & ON_XCC) != 0;
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            if (onXcc ? s.xcc(condition) : s.icc(condition)) {
                set(s, second(s));
            }
        }
    }

    /** MOVr. */
    static final class MoveOnRegister extends RegisterOperation {
        private final int condition;

        MoveOnRegister(int word) {
            super(Operation.OTHER, destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, 10);
            condition = word >>> 10 & 7;
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            if (Conditions.holdsRegister(condition, first(s))) {
                set(s, second(s));
            }
        }
    }
}

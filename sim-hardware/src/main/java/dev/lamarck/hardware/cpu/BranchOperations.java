package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;

/** Branches (V9 A.3 to A.7), when they do not go through at once. */
final class BranchOperations {
    private static final int ALWAYS = 8;

    private BranchOperations() {}

    /** A branch that depends on a register or on integer condition codes, or never is taken. It always goes through at once. */
    static final class Conditional extends Operation {
        Conditional(int kind, int word) {
            super(kind, 0, ProcessorState.slot(Fields.rs1(word)), 0, Flow.target(word, 0), Fields.condition(word), Fields.annul(word));
        }
    }

    /** rs1 is the number of the condition code. */
    static final class OnFcc extends Operation {
        OnFcc(int word, int conditionCode) {
            super(isAlwaysAnnulling(word) ? Kind.OTHER : Kind.FCC, 0, conditionCode, 0, Flow.target(word, 0), Fields.condition(word), Fields.annul(word));
        }

        private static boolean isAlwaysAnnulling(int word) {
            return Fields.condition(word) == ALWAYS && Fields.annul(word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            boolean taken = interpreter.units.floating().condition(detail, rs1);
            interpreter.predict(taken);
            if (kind == Kind.OTHER) {
                interpreter.transferAnnulled(interpreter.pc() + immediate);
            } else {
                interpreter.branch(this, taken);
            }
        }
    }
}

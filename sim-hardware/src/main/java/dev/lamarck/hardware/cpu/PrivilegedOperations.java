package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;

/** RDPR and WRPR (V9 A.43, A.62) of every register but %tick: trap handlers and critical sections are full of them. */
final class PrivilegedOperations {
    private static final int IMMEDIATE_BITS = 13;

    private PrivilegedOperations() {}

    static final class Read extends Operation {
        private final int register;

        Read(int word) {
            super(Kind.OTHER, destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, 0);
            register = Fields.rs1(word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, interpreter.units.state().readPrivileged(register));
        }
    }

    /** Writes combine their operands by exclusive or. */
    static final class Write extends Operation {
        private final int register;

        Write(int word) {
            super(Kind.OTHER, destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, 0);
            register = Fields.rd(word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            if (StateUnit.changesMode(register)) {
                interpreter.settleBefore();
            }
            interpreter.units.state().writePrivileged(register, first(s) ^ second(s));
        }
    }
}

package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;

/** Loads and stores of the implicit address space (V9 A.25, A.27, A.51, A.53). For floating point rd is a single or double. */
final class MemoryOperations {
    private MemoryOperations() {}

    static final class Load64 extends RegisterOperation {
        static final int KIND = 16;

        Load64(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, interpreter.memory.load64(address(s)));
        }
    }

    static final class LoadUnsigned32 extends RegisterOperation {
        static final int KIND = 17;

        LoadUnsigned32(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, interpreter.memory.load32(address(s)));
        }
    }

    static final class LoadSigned32 extends RegisterOperation {
        static final int KIND = 18;

        LoadSigned32(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, (int) interpreter.memory.load32(address(s)));
        }
    }

    static final class LoadUnsigned16 extends RegisterOperation {
        static final int KIND = 21;

        LoadUnsigned16(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, interpreter.memory.load16(address(s)));
        }
    }

    static final class LoadSigned16 extends RegisterOperation {
        static final int KIND = 22;

        LoadSigned16(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, (short) interpreter.memory.load16(address(s)));
        }
    }

    static final class LoadUnsigned8 extends RegisterOperation {
        static final int KIND = 19;

        LoadUnsigned8(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, interpreter.memory.load8(address(s)));
        }
    }

    static final class LoadSigned8 extends RegisterOperation {
        static final int KIND = 20;

        LoadSigned8(int word) {
            super(KIND, word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, (byte) interpreter.memory.load8(address(s)));
        }
    }

    static final class Store64 extends RegisterOperation {
        static final int KIND = 24;

        Store64(int word) {
            super(KIND, ProcessorState.slot(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, 13);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.memory.store64(address(s), source(s));
        }
    }

    static final class Store32 extends RegisterOperation {
        static final int KIND = 25;

        Store32(int word) {
            super(KIND, ProcessorState.slot(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, 13);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.memory.store32(address(s), source(s));
        }
    }

    static final class Store16 extends RegisterOperation {
        static final int KIND = 27;

        Store16(int word) {
            super(KIND, ProcessorState.slot(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, 13);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.memory.store16(address(s), source(s));
        }
    }

    static final class Store8 extends RegisterOperation {
        static final int KIND = 26;

        Store8(int word) {
            super(KIND, ProcessorState.slot(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, 13);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.memory.store8(address(s), source(s));
        }
    }

    /** From a virtual space that is named by an ASI in the instruction, as window handlers fill and spill. */
    static final class LoadAlternate64 extends RegisterOperation {
        static final int KIND = 30;

        private final int asi;
        private final int view;

        LoadAlternate64(int word) {
            super(KIND, word);
            asi = Fields.asi(word);
            view = AccessTable.privilegedView(asi);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long va = address(s);
            LoadStoreUnit memory = interpreter.memory;
            set(s, memory.isNamedLoadKnown(va, view) ? memory.loadNamed64(va) : interpreter.units.spaces().load(va, asi, 8));
        }
    }

    static final class StoreAlternate64 extends RegisterOperation {
        static final int KIND = 29;

        private final int asi;
        private final int view;

        StoreAlternate64(int word) {
            super(KIND, ProcessorState.slot(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, 13);
            asi = Fields.asi(word);
            view = AccessTable.privilegedView(asi);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long va = address(s);
            LoadStoreUnit memory = interpreter.memory;
            if (memory.isNamedStoreKnown(va, view)) {
                memory.storeNamed64(va, source(s));
            } else {
                interpreter.units.spaces().store(va, asi, 8, source(s));
            }
        }
    }

    static final class LoadDouble extends RegisterOperation {
        static final int KIND = 23;

        LoadDouble(int word) {
            super(KIND, Predecoder.doubleIndex(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, 13);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.units.floatingMemory().loadDouble(rd, address(s));
        }
    }

    static final class StoreDouble extends RegisterOperation {
        static final int KIND = 28;

        StoreDouble(int word) {
            super(KIND, Predecoder.doubleIndex(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, 13);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.units.floatingMemory().storeDouble(rd, address(s));
        }
    }

    static final class LoadSingle extends RegisterOperation {
        LoadSingle(int word) {
            super(Operation.OTHER, Fields.rd(word), ProcessorState.slot(Fields.rs1(word)), word, 13);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.units.floatingMemory().loadSingle(rd, address(s));
        }
    }

    static final class StoreSingle extends RegisterOperation {
        StoreSingle(int word) {
            super(Operation.OTHER, Fields.rd(word), ProcessorState.slot(Fields.rs1(word)), word, 13);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.units.floatingMemory().storeSingle(rd, address(s));
        }
    }
}

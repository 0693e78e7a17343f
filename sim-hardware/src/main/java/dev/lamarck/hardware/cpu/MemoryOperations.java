package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.PlainAccess;
import dev.lamarck.hardware.isa.code.Fields;

/**
 * Loads and stores, when they do not go through at once (V9 A.25 to A.27, A.51 to A.54): whatever their pages, caches and devices make of
 * them. For floating point rd is a single or double.
 */
final class MemoryOperations {
    private static final int IMMEDIATE_BITS = 13;

    private MemoryOperations() {}

    /** False if the access traps for want of a translation, which here is so frequent that nothing is thrown. */
    private static boolean isTranslated(long va, PlainAccess access, Interpreter interpreter) {
        int found = interpreter.memory.refill(va, access);
        return found < 0 || interpreter.isDone(found);
    }

    /** Of an integer register. */
    static final class Load extends Operation {
        Load(int word, int size, boolean signed) {
            super(size == Long.BYTES ? Kind.LOAD_64 : signed ? Kind.LOAD_SIGNED : Kind.LOAD_UNSIGNED, destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word,
                    IMMEDIATE_BITS, size);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long va = address(s);
            if (isTranslated(va, PlainAccess.ofInteger(detail, false), interpreter)) {
                long bits = interpreter.memory.load(va, detail) << Long.SIZE - Byte.SIZE * detail;
                set(s, Interpreter.extended(bits, detail, kind == Kind.LOAD_SIGNED));
            }
        }
    }

    static final class Store extends Operation {
        Store(int kind, int word, int size) {
            super(kind, ProcessorState.slot(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, size);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            long va = address(s);
            if (isTranslated(va, PlainAccess.ofInteger(detail, true), interpreter)) {
                interpreter.memory.store(va, detail, source(s));
            }
        }
    }

    /** Of a doubleword, by an ASI. */
    static final class LoadNamed extends Operation {
        private final int asi;

        LoadNamed(int word) {
            super(Kind.LOAD_NAMED, destination(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS,
                    AccessTable.privilegedView(Fields.asi(word)));
            asi = Fields.asi(word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            set(s, interpreter.units.spaces().load(address(s), asi, Long.BYTES));
        }
    }

    static final class StoreNamed extends Operation {
        private final int asi;

        StoreNamed(int word) {
            super(Kind.STORE_NAMED, ProcessorState.slot(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS,
                    AccessTable.privilegedView(Fields.asi(word)));
            asi = Fields.asi(word);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.units.spaces().store(address(s), asi, Long.BYTES, source(s));
        }
    }

    static final class LoadDouble extends Operation {
        LoadDouble(int word) {
            super(Kind.LOAD_DOUBLE, Fields.doubleIndex(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, Long.BYTES);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.units.floatingMemory().loadDouble(rd, address(s));
        }
    }

    static final class StoreDouble extends Operation {
        StoreDouble(int word) {
            super(Kind.STORE_DOUBLE, Fields.doubleIndex(Fields.rd(word)), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, Long.BYTES);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.units.floatingMemory().storeDouble(rd, address(s));
        }
    }

    static final class LoadSingle extends Operation {
        LoadSingle(int word) {
            super(Kind.LOAD_SINGLE, Fields.rd(word), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, Integer.BYTES);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.units.floatingMemory().loadSingle(rd, address(s));
        }
    }

    static final class StoreSingle extends Operation {
        StoreSingle(int word) {
            super(Kind.STORE_SINGLE, Fields.rd(word), ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, Integer.BYTES);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.units.floatingMemory().storeSingle(rd, address(s));
        }
    }

    /** MEMBAR, of the kinds for which stores must have been seen. */
    static final class Barrier extends Operation {
        Barrier() {
            super();
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.memory.drainStores();
        }
    }

    static final class Flush extends Operation {
        Flush(int word) {
            super(Kind.OTHER, 0, ProcessorState.slot(Fields.rs1(word)), word, IMMEDIATE_BITS, 0);
        }

        @Override
        void execute(ProcessorState s, Interpreter interpreter) {
            interpreter.memory.flush(address(s));
        }
    }
}

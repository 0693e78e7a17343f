package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/**
 * Writes loads and stores that go through at once. What the soft TLB does not hold is left to the interpreter: misses, traps, devices,
 * watched pages, and stores to pages of code, which therefore are never written by a region.
 */
final class MemoryEmitter {
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc INT = ConstantDescs.CD_int;

    private final Emission emission;
    private final CodeBuilder code;

    MemoryEmitter(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    /** Whether the instruction is one of these; then it is written. */
    boolean emit(int opcode, int word) {
        switch (opcode) {
            case Opcode.LDX -> load(word, 8, false);
            case Opcode.LDUW -> load(word, 4, false);
            case Opcode.LDSW -> load(word, 4, true);
            case Opcode.LDUH -> load(word, 2, false);
            case Opcode.LDSH -> load(word, 2, true);
            case Opcode.LDUB -> load(word, 1, false);
            case Opcode.LDSB -> load(word, 1, true);
            case Opcode.LDXA -> {
                find(word, 8, false, namedSpace(word));
                value(8, false);
                emission.write(Fields.rd(word));
            }
            case Opcode.STX -> store(word, 8);
            case Opcode.STW -> store(word, 4);
            case Opcode.STH -> store(word, 2);
            case Opcode.STB -> store(word, 1);
            case Opcode.STXA -> {
                find(word, 8, true, namedSpace(word));
                put(word, 8);
            }
            case Opcode.LDF, Opcode.LDDF, Opcode.STF, Opcode.STDF -> floating(opcode, word);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void load(int word, int size, boolean signed) {
        find(word, size, false, Locals.SPACE);
        value(size, signed);
        emission.write(Fields.rd(word));
    }

    private void store(int word, int size) {
        find(word, size, true, Locals.SPACE);
        put(word, size);
    }

    private void put(int word, int size) {
        code.aload(Locals.RAM).iload(Locals.PA);
        emission.read(Fields.rd(word));
        writeRam(size);
    }

    private void writeRam(int size) {
        emission.callStatic("write" + size, ConstantDescs.CD_void, Emission.BYTES, INT, LONG);
    }

    /** The variable that it is in. */
    private int namedSpace(int word) {
        emission.port();
        code.loadConstant(Fields.asi(word));
        emission.call("namedSpace", LONG, INT);
        code.lstore(Locals.TEMPORARY);
        return Locals.TEMPORARY;
    }

    /** Puts the physical address in its variable. In timing mode the access has happened then, as far as the caches are concerned. */
    private void find(int word, int size, boolean store, int space) {
        emission.store();
        if (emission.target.isTimed()) {
            emission.port();
        }
        emission.address(word);
        code.aload(store ? Locals.STORES : Locals.LOADS).lload(space);
        if (emission.target.isTimed()) {
            code.aload(Locals.DATA_TAGS);
            emission.callStatic((store ? "store" : "load") + size, INT, Emission.PORT, LONG, Emission.LONGS, LONG, Emission.INTS);
        } else {
            emission.callStatic("find" + size, INT, LONG, Emission.LONGS, LONG);
        }
        code.dup().istore(Locals.PA).iflt(emission.interpret());
    }

    /** What is at the physical address, extended to a register. */
    private void value(int size, boolean signed) {
        code.aload(Locals.RAM).iload(Locals.PA);
        switch (size) {
            case 8 -> emission.callStatic("read8", LONG, Emission.BYTES, INT);
            case 4 -> {
                emission.callStatic("read4", INT, Emission.BYTES, INT);
                code.i2l();
                mask(signed, 0xFFFF_FFFFL);
            }
            case 2 -> {
                emission.callStatic("read2", ConstantDescs.CD_short, Emission.BYTES, INT);
                code.i2l();
                mask(signed, 0xFFFF);
            }
            default -> {
                code.baload().i2l();
                mask(signed, 0xFF);
            }
        }
    }

    private void mask(boolean signed, long bits) {
        if (!signed) {
            code.loadConstant(bits).land();
        }
    }

    private void floating(int opcode, int word) {
        boolean isDouble = opcode == Opcode.LDDF || opcode == Opcode.STDF;
        boolean isStore = opcode == Opcode.STF || opcode == Opcode.STDF;
        int register = isDouble ? Fields.doubleRegister(Fields.rd(word)) >> 1 : Fields.rd(word);
        emission.store();
        emission.get("isFloatingEnabled", ConstantDescs.CD_boolean);
        code.ifeq(emission.interpret());
        find(word, isDouble ? 8 : 4, isStore, Locals.SPACE);
        if (isStore) {
            storeFloating(isDouble, register);
        } else {
            loadFloating(isDouble, register);
        }
    }

    private void storeFloating(boolean isDouble, int register) {
        code.aload(Locals.RAM).iload(Locals.PA);
        emission.get("f", Emission.LONGS);
        code.loadConstant(register);
        if (isDouble) {
            code.laload();
        } else {
            emission.callStatic("single", LONG, Emission.LONGS, INT);
        }
        writeRam(isDouble ? 8 : 4);
    }

    private void loadFloating(boolean isDouble, int register) {
        emission.get("f", Emission.LONGS);
        code.loadConstant(register).aload(Locals.RAM).iload(Locals.PA);
        if (isDouble) {
            emission.callStatic("read8", LONG, Emission.BYTES, INT);
            code.lastore();
        } else {
            emission.callStatic("read4", INT, Emission.BYTES, INT);
            emission.callStatic("setSingle", ConstantDescs.CD_void, Emission.LONGS, INT, INT);
        }
        markDirty(isDouble ? register : register >> 1);
    }

    private void markDirty(int index) {
        emission.port();
        code.dup().getfield(Emission.PORT, "dirty", INT);
        code.loadConstant(ProcessorPort.half(index)).ior().putfield(Emission.PORT, "dirty", INT);
    }
}

package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes loads, stores and atomic accesses that go through at once. What the soft TLB does not hold is left to the interpreter: misses, traps, devices,
 * watched pages, and stores to pages of code, which therefore are never written by a region.
 */
final class MemoryEmitter {
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc FLOATING = FloatingMoves.class.describeConstable().orElseThrow();
    /** Of {@link Emission#hide}. */
    private static final int FLOATING_BYTES = 60;
    private static final MethodTypeDesc MOVES = MethodTypeDesc.of(ConstantDescs.CD_boolean, Emission.PORT, LONG, INT, INT);

    private final Emission emission;
    private final CodeBuilder code;

    MemoryEmitter(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    /** Whether the instruction is one of these; then it is written. */
    boolean emit(int opcode, int word) {
        AccessKind kind = AccessKind.of(opcode, word);
        switch (opcode) {
            case Opcode.LDUW, Opcode.LDUWA -> load(word, 4, false, kind);
            case Opcode.LDSW, Opcode.LDSWA -> load(word, 4, true, kind);
            case Opcode.LDUH, Opcode.LDUHA -> load(word, 2, false, kind);
            case Opcode.LDSH, Opcode.LDSHA -> load(word, 2, true, kind);
            case Opcode.LDUB, Opcode.LDUBA -> load(word, 1, false, kind);
            case Opcode.LDSB, Opcode.LDSBA -> load(word, 1, true, kind);
            case Opcode.LDX -> load(word, 8, false, kind);
            case Opcode.LDXA -> {
                if (kind == AccessKind.MMU) {
                    readMmu(word);
                } else {
                    load(word, 8, false, kind);
                }
            }
            case Opcode.LDDA -> loadQuad(word);
            case Opcode.STX -> store(word, 8, kind);
            case Opcode.STXA -> {
                if (kind == AccessKind.MMU) {
                    writeMmu(word);
                } else {
                    store(word, 8, kind);
                }
            }
            case Opcode.STW, Opcode.STWA -> store(word, 4, kind);
            case Opcode.STH, Opcode.STHA -> store(word, 2, kind);
            case Opcode.STB, Opcode.STBA -> store(word, 1, kind);
            case Opcode.CASXA -> compareAndSwap(word, 8);
            case Opcode.CASA -> compareAndSwap(word, 4);
            case Opcode.SWAP, Opcode.SWAPA -> exchange(word, 4, kind);
            case Opcode.LDSTUB, Opcode.LDSTUBA -> exchange(word, 1, kind);
            case Opcode.LDF, Opcode.LDDF, Opcode.STF, Opcode.STDF -> floating(opcode, word);
            case Opcode.LDDFA, Opcode.STDFA -> doubles(opcode, word);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void load(int word, int size, boolean signed, AccessKind kind) {
        if (kind == AccessKind.PHYSICAL) {
            findPhysical(word);
        } else {
            find(word, size, Use.LOAD, kind);
        }
        value(size, signed);
        emission.write(Fields.rd(word));
    }

    private void store(int word, int size, AccessKind kind) {
        find(word, size, Use.STORE, kind);
        put(word, size);
    }

    private void put(int word, int size) {
        emission.array(PortArray.RAM);
        code.iload(Locals.PA);
        emission.read(Fields.rd(word));
        writeRam(size);
    }

    private void writeRam(int size) {
        emission.callStatic("write" + size, ConstantDescs.CD_void, Emission.BYTES, INT, LONG);
    }

    // ---- atomic accesses: what may be stored to may be loaded from

    /** LDSTUB stores ones. */
    private void exchange(int word, int size, AccessKind kind) {
        find(word, size, Use.EXCHANGE, kind);
        value(size, false);
        code.lstore(Locals.TEMPORARY);
        if (size == 1) {
            emission.array(PortArray.RAM);
            code.iload(Locals.PA).loadConstant(-1L);
            writeRam(1);
        } else {
            put(word, size);
        }
        code.lload(Locals.TEMPORARY);
        emission.write(Fields.rd(word));
    }

    /** The block has not counted the store. */
    private void compareAndSwap(int word, int size) {
        Label differs = code.newLabel();
        emission.store();
        prepareNamed(word, false);
        emission.read(Fields.rs1(word));
        find(size, Use.EXCHANGE, Locals.TEMPORARY);
        passCaches(Use.EXCHANGE);
        value(size, false);
        code.dup2().lstore(Locals.TEMPORARY);
        emission.read(Fields.rs2(word));
        mask(size == 8, 0xFFFF_FFFFL);
        code.lcmp().ifne(differs);
        put(word, size);
        if (emission.target.isTimed()) {
            emission.counts.countStore();
        }
        code.labelBinding(differs).lload(Locals.TEMPORARY);
        emission.write(Fields.rd(word));
    }

    // ---- where an access goes

    private enum Use { LOAD, STORE, EXCHANGE }

    /** Puts the physical address in its variable. In timing mode the access has happened then, as far as the caches are concerned. */
    private void find(int word, int size, Use use, AccessKind kind) {
        locate(word, size, use, kind);
        boolean isWanted = emission.pages.isSubBlockWanted(word);
        if (emission.pages.isHeld(word)) {
            if (use == Use.STORE) {
                lookAtLine();
            }
            if (isWanted) {
                code.lload(Locals.VA).lstore(Locals.held(KnownPages.key(word)));
            }
        } else if (isWanted) {
            passCachesUnlessHeld(word, size, use);
        } else {
            passCaches(use);
        }
    }

    /**
     * What is in the sub-block of the last access off the same register hits as that did, which the last store says of itself: no load that may have displaced it is between, and the line of a
     * store that is modified stays so.
     */
    private void passCachesUnlessHeld(int word, int size, Use use) {
        int held = Locals.held(KnownPages.key(word));
        Label shares = code.newLabel();
        Label passed = code.newLabel();
        boolean mayShare = emission.pages.mayShare(word);
        if (mayShare) {
            code.lload(Locals.VA).lload(held).loadConstant((long) -KnownPages.SUB_BLOCK | size - 1);
            emission.callStatic("sharesSubBlock", ConstantDescs.CD_boolean, LONG, LONG, LONG);
            code.ifne(shares);
        }
        if (use == Use.LOAD) {
            passCaches(use);
            code.labelBinding(shares).lload(Locals.VA).lstore(held);
            return;
        }
        lookAtLine();
        store("storedHeld", LONG);
        code.lstore(held);
        if (mayShare) {
            code.goto_(passed).labelBinding(shares).lload(Locals.VA).lstore(held).labelBinding(passed);
        }
    }

    /** Puts both addresses in their variables. */
    private void locate(int word, int size, Use use, AccessKind kind) {
        emission.store();
        if (KnownPages.namesSpace(word) && emission.pages.origin(word) != null) {
            findNamed(word, use);
            return;
        }
        if (kind == AccessKind.NAMED) {
            prepareNamed(word, use == Use.LOAD);
        }
        emission.address(word);
        if (KnownPages.namesSpace(word)) {
            find(size, use, Locals.TEMPORARY);
            keepDifference(word);
            if (emission.pages.isWanted(word)) {
                code.lload(Locals.VA).lstore(Locals.known(KnownPages.name(word)));
            }
        } else if (use == Use.EXCHANGE || kind != AccessKind.IMPLICIT) {
            find(size, use, kind == AccessKind.NAMED ? Locals.TEMPORARY : Locals.SPACE);
        } else if (emission.pages.origin(word) == null) {
            find(size, use, Locals.SPACE);
            keepDifference(word);
        } else {
            findNear(word, use);
        }
    }

    private void keepDifference(int word) {
        if (emission.pages.isWanted(word)) {
            code.iload(Locals.PA).lload(Locals.VA).l2i().isub().istore(Locals.difference(KnownPages.key(word)));
        }
    }

    /** An access that is most likely in the same page as another off the same register. */
    private void findNear(int word, Use use) {
        boolean loads = use == Use.LOAD;
        code.lstore(Locals.VA).lload(Locals.VA);
        emission.read(Fields.rs1(word));
        code.loadConstant((long) emission.pages.origin(word).offset()).ladd();
        code.iload(Locals.difference(KnownPages.key(word)));
        emission.array(loads ? PortArray.LOADS : PortArray.STORES);
        emission.array(loads ? PortArray.LOAD_DIFFERENCES : PortArray.STORE_DIFFERENCES);
        code.lload(Locals.SPACE);
        emission.callStatic("findNear", INT, LONG, LONG, INT, Emission.LONGS, Emission.INTS, LONG);
        code.istore(Locals.PA).iload(Locals.PA).iflt(emission.interpret());
    }

    /** An access that is most likely in the same page as another to the space that it names. */
    private void findNamed(int word, Use use) {
        emission.address(word);
        code.lstore(Locals.VA);
        emission.port();
        code.lload(Locals.VA).lload(Locals.known(KnownPages.name(word))).iload(Locals.difference(KnownPages.key(word)));
        code.loadConstant(Fields.asi(word));
        emission.callStatic(use == Use.LOAD ? "findLoadNear" : "findStoreNear", INT, Emission.PORT, LONG, LONG, INT, INT);
        code.istore(Locals.PA).iload(Locals.PA).iflt(emission.interpret());
    }

    /** The number of the space goes to {@link Locals#TEMPORARY}. */
    private void prepareNamed(int word, boolean load) {
        emission.port();
        if (Fields.isImmediate(word)) {
            code.loadConstant(load ? 1 : 0);
            emission.call("currentSpace", LONG, ConstantDescs.CD_boolean);
        } else {
            code.loadConstant(Fields.asi(word)).loadConstant(load ? 1 : 0);
            emission.call("namedSpace", LONG, INT, ConstantDescs.CD_boolean);
        }
        code.lstore(Locals.TEMPORARY);
    }

    /** The address is on the stack. */
    private void find(int size, Use use, int space) {
        boolean loads = use == Use.LOAD;
        code.lstore(Locals.VA).lload(Locals.VA);
        emission.array(loads ? PortArray.LOADS : PortArray.STORES);
        code.lload(space);
        emission.callStatic("finds" + size, ConstantDescs.CD_boolean, LONG, Emission.LONGS, LONG);
        code.ifeq(emission.interpret());
        code.lload(Locals.VA);
        emission.array(loads ? PortArray.LOAD_DIFFERENCES : PortArray.STORE_DIFFERENCES);
        emission.callStatic("physical", INT, LONG, Emission.INTS);
        code.istore(Locals.PA);
    }

    private void passCaches(Use use) {
        if (emission.target.isTimed()) {
            if (use != Use.LOAD) {
                lookAtLine();
            }
            if (use == Use.STORE) {
                store("stored", ConstantDescs.CD_void);
            } else {
                loaded();
            }
        }
    }

    private void lookAtLine() {
        code.iload(Locals.PA);
        emission.array(PortArray.MODIFIED_TAGS);
        emission.callStatic("isModified", ConstantDescs.CD_boolean, INT, Emission.INTS);
        code.ifeq(emission.interpret());
    }

    private void store(String name, ClassDesc result) {
        emission.port();
        isInDataCacheArguments();
        code.loadConstant(Stalled.at(emission.at, 1));
        emission.callStatic(name, result, Emission.PORT, LONG, INT, Emission.INTS, LONG);
    }

    private void isInDataCacheArguments() {
        code.lload(Locals.VA).iload(Locals.PA);
        emission.array(PortArray.DATA_TAGS);
    }

    private void loaded() {
        Label hits = code.newLabel();
        isInDataCacheArguments();
        emission.callStatic("holds", ConstantDescs.CD_boolean, LONG, INT, Emission.INTS);
        code.ifne(hits);
        emission.port();
        code.lload(Locals.VA).iload(Locals.PA);
        emission.call("fillData", ConstantDescs.CD_boolean, LONG, INT);
        code.ifeq(emission.interpret());
        emission.stall(Stalled.byLoadMiss(emission.target.stalls().load()));
        code.labelBinding(hits);
    }

    private void findPhysical(int word) {
        emission.store();
        emission.address(word);
        code.lstore(Locals.VA).lload(Locals.VA);
        emission.get("physicalEnd", INT);
        emission.callStatic("findsPhysical", ConstantDescs.CD_boolean, LONG, INT);
        code.ifeq(emission.interpret());
        code.lload(Locals.VA).l2i().istore(Locals.PA);
        passCaches(Use.LOAD);
    }

    /** The second doubleword is in the same sub-block of the cache, so it hits. */
    private void loadQuad(int word) {
        emission.store();
        emission.address(word);
        code.l2i().loadConstant(Long.BYTES).iand().ifne(emission.interpret());
        emission.port();
        code.loadConstant(AccessKind.NUCLEUS).iconst_1();
        emission.call("namedSpace", LONG, INT, ConstantDescs.CD_boolean);
        code.lstore(Locals.TEMPORARY);
        emission.address(word);
        find(8, Use.LOAD, Locals.TEMPORARY);
        passCaches(Use.LOAD);
        value(8, false);
        emission.write(Fields.rd(word));
        code.iinc(Locals.PA, Long.BYTES);
        value(8, false);
        emission.write(Fields.rd(word) + 1);
    }

    // ---- registers of the MMU

    private void readMmu(int word) {
        emission.storeAll();
        emission.port();
        code.loadConstant(word);
        emission.call("readMmu", ConstantDescs.CD_boolean, INT);
        code.ifeq(emission.interpret());
        emission.load(1L << Fields.rd(word) & ~1L);
    }

    private void writeMmu(int word) {
        Label goesOn = code.newLabel();
        emission.storeAll();
        emission.port();
        code.loadConstant(word);
        emission.call("writeMmu", INT, INT);
        code.dup().istore(Locals.PA).loadConstant(ProcessorPort.DONE).if_icmpeq(goesOn);
        code.iload(Locals.PA).ifeq(emission.interpret());
        code.goto_(emission.behind()).labelBinding(goesOn);
    }

    /** What is at the physical address, extended to a register. */
    private void value(int size, boolean signed) {
        emission.array(PortArray.RAM);
        code.iload(Locals.PA);
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
        locate(word, isDouble ? Long.BYTES : Integer.BYTES, isStore ? Use.STORE : Use.LOAD, AccessKind.IMPLICIT);
        emission.port();
        code.lload(Locals.VA).iload(Locals.PA).loadConstant(isDouble ? Fields.doubleIndex(Fields.rd(word)) : Fields.rd(word));
        code.invokestatic(FLOATING, (isStore ? "store" : "load") + (isDouble ? 8 : 4), MOVES);
        code.ifeq(emission.interpret());
        emission.hide(FLOATING_BYTES);
    }

    private void doubles(int opcode, int word) {
        emission.storeAll();
        emission.port();
        code.loadConstant(word).loadConstant(opcode == Opcode.STDFA ? 1 : 0);
        emission.call("accessDoubles", ConstantDescs.CD_boolean, INT, ConstantDescs.CD_boolean);
        code.ifeq(emission.interpret());
    }
}

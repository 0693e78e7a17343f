package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.AtomicOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.LoadOp;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.hardware.isa.StoreOp;
import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Location;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.SymbolRef;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.link.Relocation;

/** Loads, stores and compare-and-swap. */
final class MemorySelector {
    private static final int ASI_PRIMARY = 0x80;

    /** A base register, an offset, and the symbol whose low bits the offset is, or null. */
    private record Operand(int base, Source2 offset, SymbolUse symbol) {}

    private final BlockWriter out;
    private final NeededValues needed;

    MemorySelector(BlockWriter out, NeededValues needed) {
        this.out = out;
        this.needed = needed;
    }

    void load(Value value) {
        Access access = value.access();
        Operand address = address(value);
        boolean isAlternate = access.asi() != Access.NO_ASI;
        LoadOp op = isAlternate ? alternateLoad(access.datum()) : load(access.datum());
        Insn insn = new Insn.Load(op, address.base(), address.offset(), isAlternate ? access.asi() : 0, BlockWriter.target(value));
        out.emit(MachineInstruction.of(insn, out.position()).with(address.symbol()));
    }

    void store(Value value) {
        Access access = value.access();
        int stored = out.register(value.operand(2));
        Operand address = address(value);
        boolean isAlternate = access.asi() != Access.NO_ASI;
        StoreOp op = isAlternate ? alternateStore(access.datum()) : store(access.datum());
        Insn insn = new Insn.Store(op, stored, address.base(), address.offset(), isAlternate ? access.asi() : 0);
        out.emit(MachineInstruction.of(insn, out.position()).with(address.symbol()).storing(fieldOf(access)));
    }

    void compareAndSwap(Value value) {
        Access access = value.access();
        int target = BlockWriter.target(value);
        int address = out.register(value.operand(0));
        int expected = out.register(value.operand(1));
        int asi = access.asi() == Access.NO_ASI ? ASI_PRIMARY : access.asi();
        AtomicOp op = access.datum() == Datum.LONG ? AtomicOp.CASXA : AtomicOp.CASA;
        out.alu(AluOp.OR, Registers.G0, out.source2(value.operand(2)), target);
        Insn swap = new Insn.CompareAndSwap(op, address, expected, false, asi, target);
        out.emit(MachineInstruction.of(swap, out.position()).storing(fieldOf(access)));
    }

    /** The field that the access is to; null if it is to none. */
    private static FieldRef fieldOf(Access access) {
        return access.location() instanceof Location.Field f ? f.field() : null;
    }

    private Operand address(Value memory) {
        AddressMode mode = needed.addressMode(memory);
        if (mode.index() != null) {
            return new Operand(out.register(mode.base()), Source2.register(out.register(mode.index())), null);
        }
        boolean isAlternate = memory.access().asi() != Access.NO_ASI;
        if (mode.base().op() == Op.SYMBOL && !isAlternate) {
            String symbol = ((SymbolRef) mode.base().detail()).name();
            long addend = mode.base().constant() + mode.displacement();
            return new Operand(out.symbolHigh(symbol, addend), Source2.immediate(0), new SymbolUse(Relocation.Kind.LO10, symbol, addend));
        }
        if (mode.base().isConstant()) {
            return absolute(mode.base().constant() + mode.displacement(), isAlternate);
        }
        // an instruction with an immediate ASI has no immediate offset (V9 A.28)
        Source2 offset = !isAlternate && Constants.isSigned13(mode.displacement())
                ? Source2.immediate((int) mode.displacement()) : Source2.register(out.constant(mode.displacement()));
        return new Operand(out.register(mode.base()), offset, null);
    }

    private Operand absolute(long address, boolean isAlternate) {
        if (isAlternate || address >> 32 != 0) {
            return new Operand(out.constant(address), Source2.register(Registers.G0), null);
        }
        // the sethi is shared by neighbouring addresses
        int low = (int) address & 0x3FF;
        return new Operand(out.constant(address - low), Source2.immediate(low), null);
    }

    private static LoadOp load(Datum datum) {
        return switch (datum) {
            case BYTE -> LoadOp.LDSB;
            case UNSIGNED_BYTE -> LoadOp.LDUB;
            case SHORT -> LoadOp.LDSH;
            case CHAR -> LoadOp.LDUH;
            case INT -> LoadOp.LDSW;
            case UNSIGNED_INT -> LoadOp.LDUW;
            case LONG -> LoadOp.LDX;
        };
    }

    private static LoadOp alternateLoad(Datum datum) {
        return switch (datum) {
            case BYTE -> LoadOp.LDSBA;
            case UNSIGNED_BYTE -> LoadOp.LDUBA;
            case SHORT -> LoadOp.LDSHA;
            case CHAR -> LoadOp.LDUHA;
            case INT -> LoadOp.LDSWA;
            case UNSIGNED_INT -> LoadOp.LDUWA;
            case LONG -> LoadOp.LDXA;
        };
    }

    private static StoreOp store(Datum datum) {
        return switch (datum) {
            case BYTE, UNSIGNED_BYTE -> StoreOp.STB;
            case SHORT, CHAR -> StoreOp.STH;
            case INT, UNSIGNED_INT -> StoreOp.STW;
            case LONG -> StoreOp.STX;
        };
    }

    private static StoreOp alternateStore(Datum datum) {
        return switch (datum) {
            case BYTE, UNSIGNED_BYTE -> StoreOp.STBA;
            case SHORT, CHAR -> StoreOp.STHA;
            case INT, UNSIGNED_INT -> StoreOp.STWA;
            case LONG -> StoreOp.STXA;
        };
    }
}

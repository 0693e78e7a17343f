package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.ImmediateOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.Source2;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The shortest sequences we know that put a 64-bit constant into a register. */
final class Constants {
    private Constants() {}

    static boolean isSigned13(long value) {
        return value >= -4096 && value <= 4095;
    }

    static boolean isSigned11(long value) {
        return value >= -1024 && value <= 1023;
    }

    static boolean isSigned10(long value) {
        return value >= -512 && value <= 511;
    }

    /** Instructions that leave {@code value} in {@code target}; {@code temporary} gives registers for partial results. */
    static List<Insn> load(long value, int target, IntSupplier temporary) {
        List<Insn> out = new ArrayList<>();
        load(out, value, target, temporary);
        return out;
    }

    private static void load(List<Insn> out, long value, int target, IntSupplier temporary) {
        if (isSigned13(value)) {
            out.add(or(Registers.G0, (int) value, target));
        } else if (value >>> 32 == 0) {
            low32(out, value, target, temporary);
        } else if (value >> 32 == -1) {
            int high = temporary.getAsInt();
            out.add(new Insn.Immediate(ImmediateOp.SETHI, (int) (~value >>> 10) & 0x3F_FFFF, high));
            out.add(new Insn.Alu(AluOp.XOR, high, Source2.immediate((int) value & 0x3FF | ~0x3FF), target));
        } else {
            wide(out, value, target, temporary);
        }
    }

    private static void low32(List<Insn> out, long value, int target, IntSupplier temporary) {
        int low = (int) value & 0x3FF;
        int high = low == 0 ? target : temporary.getAsInt();
        out.add(new Insn.Immediate(ImmediateOp.SETHI, (int) (value >>> 10), high));
        if (low != 0) {
            out.add(or(high, low, target));
        }
    }

    private static void wide(List<Insn> out, long value, int target, IntSupplier temporary) {
        int zeros = Long.numberOfTrailingZeros(value);
        int leadingZeros = Long.numberOfLeadingZeros(value);
        int part = temporary.getAsInt();
        if (value == -1L >>> leadingZeros) {
            out.add(or(Registers.G0, -1, part));
            out.add(shift(AluOp.SRLX, part, leadingZeros, target));
        } else if (isSigned13(value >> zeros) || value >> zeros >>> 32 == 0) {
            load(out, value >> zeros, part, temporary);
            out.add(shift(AluOp.SLLX, part, zeros, target));
        } else {
            int shifted = temporary.getAsInt();
            load(out, value >> 32, part, temporary);
            out.add(shift(AluOp.SLLX, part, 32, shifted));
            lowHalf(out, value & 0xFFFF_FFFFL, shifted, target, temporary);
        }
    }

    private static void lowHalf(List<Insn> out, long low, int high, int target, IntSupplier temporary) {
        if (isSigned13(low)) {
            out.add(or(high, (int) low, target));
        } else {
            int part = temporary.getAsInt();
            low32(out, low, part, temporary);
            out.add(new Insn.Alu(AluOp.OR, high, Source2.register(part), target));
        }
    }

    private static Insn or(int rs1, int immediate, int rd) {
        return new Insn.Alu(AluOp.OR, rs1, Source2.immediate(immediate), rd);
    }

    private static Insn shift(AluOp op, int rs1, int count, int rd) {
        return new Insn.Alu(op, rs1, Source2.immediate(count), rd);
    }
}

package dev.lamarck.hardware.isa;

/**
 * What one instruction reads and writes, derived from its row: registers that its pattern names, and the state of its traits.
 *
 * <p>{@code uses} and {@code defines} are sets of the bits below, {@code fpUses} and {@code fpDefines} have one bit for each
 * 32 bits of the floating-point registers, %f0 lowest. {@code certain} is the part of {@code defines} that is overwritten
 * whatever the data are. Registers are named as the instruction is written: those that SAVE, RESTORE and RETURN define belong
 * to the window {@code windowShift} later. A trap's handler may change more; control transfers have only their own effects,
 * not those of their delay slot.
 *
 * @param windowShift +1 for SAVE, -1 for RESTORE and RETURN, else 0
 * @param annul the a bit of a branch
 */
public record Effects(long uses, long defines, long certain, long fpUses, long fpDefines,
                      int windowShift, boolean delayed, boolean annul, boolean mayTrap, boolean privileged) {

    /** Bits 0..31 are the integer registers; %g0 is never a member. */
    public static final long INTEGER = 0xffff_fffeL;
    public static final long ICC = 1L << 32;
    public static final long XCC = 1L << 33;
    public static final long FCC0 = 1L << 34;
    public static final long ALL_FCC = 0xfL << 34;
    public static final long Y = 1L << 38;
    public static final long ASI = 1L << 39;
    public static final long FPRS = 1L << 40;
    public static final long GSR = 1L << 41;
    public static final long FSR = 1L << 42;
    public static final long STATE = 1L << 43;
    public static final long MEMORY = 1L << 44;

    private static final int O7 = 15;

    private static final Effects OF_ILLEGAL = new Effects(0, 0, 0, 0, 0, 0, false, false, true, false);

    public static Effects of(int word) {
        Op op = Decoder.op(word);
        return op == null ? OF_ILLEGAL : of(op, word);
    }

    /** The effects of a word of this row's pattern, even if a special case of it is another row. */
    static Effects of(Op op, int word) {
        return new Collector(op, word).effects();
    }

    static long stateUses(Row row) {
        return when(row, Trait.READS_CCR, ICC | XCC) | when(row, Trait.READS_Y, Y) | when(row, Trait.READS_ASI, ASI)
                | when(row, Trait.READS_FPRS, FPRS) | when(row, Trait.FLOATING, FPRS) | when(row, Trait.READS_GSR, GSR)
                | when(row, Trait.READS_FSR, FSR) | when(row, Trait.READS_FCC, ALL_FCC) | when(row, Trait.READS_STATE, STATE)
                | when(row, Trait.LOADS, MEMORY) | when(row, Trait.ORDERS, MEMORY);
    }

    static long stateDefines(Row row) {
        return when(row, Trait.SETS_CC, ICC | XCC) | when(row, Trait.WRITES_CCR, ICC | XCC) | when(row, Trait.WRITES_Y, Y)
                | when(row, Trait.WRITES_ASI, ASI) | when(row, Trait.WRITES_FPRS, FPRS) | when(row, Trait.WRITES_GSR, GSR)
                | when(row, Trait.WRITES_FSR, FSR) | when(row, Trait.WRITES_FCC0, FCC0)
                | when(row, Trait.WRITES_FCC, ALL_FCC) | when(row, Trait.WRITES_STATE, STATE)
                | when(row, Trait.STORES, MEMORY) | when(row, Trait.ORDERS, MEMORY) | when(row, Trait.LINKS, 1L << O7);
    }

    private static long when(Row row, Trait trait, long bits) {
        return row.has(trait) ? bits : 0;
    }

    /** Walks the fields of one word and gathers what they name. */
    private static final class Collector {
        private final Op op;
        private final Row row;
        private final Format format;
        private final int word;
        private long uses;
        private long named;
        private long fpUses;
        private long fpDefines;

        Collector(Op op, int word) {
            this.op = op;
            this.row = op.row();
            this.format = row.formatOf(word);
            this.word = word;
        }

        Effects effects() {
            for (Field field : format.fields()) {
                int value = format.get(field, word);
                if (field.kind == Kind.INTEGER_REGISTER) {
                    addInteger(field.access, integerSet(field, value));
                } else if (field.kind.isFpRegister()) {
                    addFp(field.access, fpSet(field.kind, value));
                } else if (field.slot == Slot.CC) {
                    addConditionCodes(field.kind, value);
                }
            }
            addImplied();
            long defines = stateDefines(row) | named;
            return new Effects(stateUses(row) | uses, defines, op instanceof MoveOp ? defines & ~named : defines,
                    fpUses, fpDefines, windowShift(), row.has(Trait.DELAYED), format.get(Slot.ANNUL, word) != 0,
                    mayTrap(), row.has(Trait.PRIVILEGED));
        }

        private void addInteger(Access access, long set) {
            uses |= access.uses ? set : 0;
            named |= access.defines ? set : 0;
        }

        private void addFp(Access access, long set) {
            fpUses |= access.uses ? set : 0;
            fpDefines |= access.defines ? set : 0;
        }

        private void addConditionCodes(Kind kind, int value) {
            long set = kind == Kind.FP_CC ? FCC0 << value : value == 0 ? ICC : XCC;
            if (op instanceof FpCompareOp) {
                named |= set;
            } else {
                uses |= isConditional() ? set : 0;
            }
        }

        private void addImplied() {
            if (isConditional()) {
                uses |= when(row, Trait.READS_ICC, ICC) | when(row, Trait.READS_FCC0, FCC0);
            }
            if (row.formats().getFirst().has(Slot.ASI) && !format.has(Slot.ASI)) {
                uses |= ASI;
            }
        }

        /** A condition whose low three bits are zero is "never" or "always" and reads no condition code. */
        private boolean isConditional() {
            return !format.has(Slot.CONDITION) || (format.get(Slot.CONDITION, word) & 7) != 0;
        }

        private long integerSet(Field field, int register) {
            boolean pair = field.slot == Slot.RD && row.has(Trait.PAIR);
            long set = pair ? 3L << (register & ~1) : 1L << register;
            return set & INTEGER;
        }

        private long fpSet(Kind kind, int register) {
            return switch (kind) {
                case SINGLE_REGISTER -> 1L << register;
                case QUAD_REGISTER -> 0xfL << (register & ~3);
                default -> mayBeBlock() ? 0xffffL << (register & ~15) : 3L << register;
            };
        }

        /** LDDFA and STDFA move 64 bytes when their address space says so; with %asi that is not known here. */
        private boolean mayBeBlock() {
            boolean alternateDouble = op == LoadOp.LDDFA || op == StoreOp.STDFA;
            return alternateDouble && (!format.has(Slot.ASI) || AddressSpace.isBlock(format.get(Slot.ASI, word)));
        }

        private int windowShift() {
            return row.has(Trait.WINDOW_DOWN) ? 1 : row.has(Trait.WINDOW_UP) ? -1 : 0;
        }

        private boolean mayTrap() {
            return row.has(Trait.MAY_TRAP) || row.has(Trait.PRIVILEGED) || row.has(Trait.FLOATING)
                    || row.has(Trait.LOADS) || row.has(Trait.STORES);
        }
    }
}

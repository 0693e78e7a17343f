package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.translate.Alignment;

/** The visual instruction set: VIS 1 (UltraSPARC-I user's manual, chapter 13) and VIS 2 (edges without flags, BMASK, BSHUFFLE). */
final class VisUnit implements Alignment {
    private static final int SCALE_SHIFT = 3;

    private final ProcessorState state;
    private final FloatingMemory floating;
    private final boolean shuffleReversed;

    VisUnit(ProcessorState state, FloatingMemory floating, boolean shuffleReversed) {
        this.state = state;
        this.floating = floating;
        this.shuffleReversed = shuffleReversed;
    }

    void execute(int opcode, int word) {
        switch (opcode) {
            case Opcode.EDGE8, Opcode.EDGE8L, Opcode.EDGE16, Opcode.EDGE16L, Opcode.EDGE32, Opcode.EDGE32L -> {
                long left = Operand.rs1(state, word);
                long right = Operand.rs2(state, word);
                edge(opcode, word);
                state.setCc(left - right, ~left & right | (~left | right) & left - right);
            }
            case Opcode.EDGE8N, Opcode.EDGE8LN, Opcode.EDGE16N, Opcode.EDGE16LN, Opcode.EDGE32N, Opcode.EDGE32LN ->
                edge(opcode, word);
            case Opcode.ARRAY8 -> Operand.setRd(state, word, array(word));
            case Opcode.ARRAY16 -> Operand.setRd(state, word, array(word) << 1);
            case Opcode.ARRAY32 -> Operand.setRd(state, word, array(word) << 2);
            default -> {
                floating.requireEnabled();
                executeFloating(opcode, word);
            }
        }
    }

    private void executeFloating(int opcode, int word) {
        switch (opcode) {
            case Opcode.ALIGNADDR -> Operand.setRd(state, word, alignAddress(Operand.rs1(state, word) + Operand.rs2(state, word), false));
            case Opcode.ALIGNADDRL -> Operand.setRd(state, word, alignAddress(Operand.rs1(state, word) + Operand.rs2(state, word), true));
            case Opcode.FALIGNDATA -> setDouble(word, align(double1(word), double2(word)));
            case Opcode.BMASK -> setByteMask(word);
            case Opcode.BSHUFFLE -> setDouble(word, shuffled(word));
            case Opcode.PDIST -> setDouble(word, Partitions.distance(double1(word), double2(word), destination(word)));
            case Opcode.FPADD16, Opcode.FPADD32, Opcode.FPSUB16, Opcode.FPSUB32,
                 Opcode.FPADD16S, Opcode.FPADD32S, Opcode.FPSUB16S, Opcode.FPSUB32S -> add(opcode, word);
            case Opcode.FCMPGT16, Opcode.FCMPGT32, Opcode.FCMPLE16, Opcode.FCMPLE32,
                 Opcode.FCMPEQ16, Opcode.FCMPEQ32, Opcode.FCMPNE16, Opcode.FCMPNE32 -> compare(opcode, word);
            case Opcode.FMUL8X16, Opcode.FMUL8X16AU, Opcode.FMUL8X16AL, Opcode.FMUL8SUX16, Opcode.FMUL8ULX16,
                 Opcode.FMULD8SUX16, Opcode.FMULD8ULX16 -> setDouble(word, product(opcode, word));
            case Opcode.FPACK16, Opcode.FPACK32, Opcode.FPACKFIX, Opcode.FEXPAND, Opcode.FPMERGE -> convert(opcode, word);
            // Power-down is the idle register's here; rounding by %gsr came with UltraSPARC III.
            case Opcode.SHUTDOWN, Opcode.SIAM -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
            default -> logic(opcode, word);
        }
    }

    private long shuffled(int word) {
        long result = Partitions.shuffle(double1(word), double2(word), (int) (state.gsr >>> 32));
        return shuffleReversed ? Long.reverseBytes(result) : result;
    }

    // ---- addresses

    private void edge(int opcode, int word) {
        int elementBytes = switch (opcode) {
            case Opcode.EDGE8, Opcode.EDGE8L, Opcode.EDGE8N, Opcode.EDGE8LN -> 1;
            case Opcode.EDGE16, Opcode.EDGE16L, Opcode.EDGE16N, Opcode.EDGE16LN -> 2;
            default -> 4;
        };
        boolean little = switch (opcode) {
            case Opcode.EDGE8L, Opcode.EDGE8LN, Opcode.EDGE16L, Opcode.EDGE16LN, Opcode.EDGE32L, Opcode.EDGE32LN -> true;
            default -> false;
        };
        long mask = GraphicsAddresses.edge(elementBytes, little, masked(Operand.rs1(state, word)), masked(Operand.rs2(state, word)));
        Operand.setRd(state, word, mask);
    }

    private long masked(long address) {
        return (state.pstate & Pstate.ADDRESS_MASK) == 0 ? address : address & 0xffff_ffffL;
    }

    private long array(int word) {
        return GraphicsAddresses.array(Operand.rs1(state, word), Operand.rs2(state, word));
    }

    /** The sum rounded down to eight bytes; what was cut off, or its complement, becomes GSR.align. */
    @Override
    public long alignAddress(long sum, boolean little) {
        long align = little ? -sum & 7 : sum & 7;
        state.gsr = state.gsr & ~7L | align;
        return sum & ~7L;
    }

    private void setByteMask(int word) {
        long sum = Operand.rs1(state, word) + Operand.rs2(state, word);
        state.gsr = state.gsr & 0xffff_ffffL | sum << 32;
        Operand.setRd(state, word, sum);
    }

    // ---- data

    /** From GSR.align on. */
    @Override
    public long align(long first, long second) {
        int bits = (int) (state.gsr & 7) * 8;
        return bits == 0 ? first : first << bits | second >>> 64 - bits;
    }

    private void add(int opcode, int word) {
        switch (opcode) {
            case Opcode.FPADD16 -> setDouble(word, Partitions.each(16, double1(word), double2(word), Long::sum));
            case Opcode.FPADD32 -> setDouble(word, Partitions.each(32, double1(word), double2(word), Long::sum));
            case Opcode.FPSUB16 -> setDouble(word, Partitions.each(16, double1(word), double2(word), (a, b) -> a - b));
            case Opcode.FPSUB32 -> setDouble(word, Partitions.each(32, double1(word), double2(word), (a, b) -> a - b));
            case Opcode.FPADD16S -> setSingle(word, (int) Partitions.each(16, single1(word), single2(word), Long::sum));
            case Opcode.FPADD32S -> setSingle(word, single1(word) + single2(word));
            case Opcode.FPSUB16S -> setSingle(word, (int) Partitions.each(16, single1(word), single2(word), (a, b) -> a - b));
            default -> setSingle(word, single1(word) - single2(word));
        }
    }

    private void compare(int opcode, int word) {
        long first = double1(word);
        long second = double2(word);
        Operand.setRd(state, word, switch (opcode) {
            case Opcode.FCMPGT16 -> Partitions.compare(16, first, second, (a, b) -> a > b);
            case Opcode.FCMPGT32 -> Partitions.compare(32, first, second, (a, b) -> a > b);
            case Opcode.FCMPLE16 -> Partitions.compare(16, first, second, (a, b) -> a <= b);
            case Opcode.FCMPLE32 -> Partitions.compare(32, first, second, (a, b) -> a <= b);
            case Opcode.FCMPEQ16 -> Partitions.compare(16, first, second, (a, b) -> a == b);
            case Opcode.FCMPEQ32 -> Partitions.compare(32, first, second, (a, b) -> a == b);
            case Opcode.FCMPNE16 -> Partitions.compare(16, first, second, (a, b) -> a != b);
            default -> Partitions.compare(32, first, second, (a, b) -> a != b);
        });
    }

    private long product(int opcode, int word) {
        return switch (opcode) {
            case Opcode.FMUL8X16 -> Partitions.multiplyBytes(single1(word), double2(word));
            case Opcode.FMUL8X16AU -> Partitions.multiplyBytesBy(single1(word), (short) (single2(word) >> 16));
            case Opcode.FMUL8X16AL -> Partitions.multiplyBytesBy(single1(word), (short) single2(word));
            case Opcode.FMUL8SUX16 -> Partitions.multiplyUpper(double1(word), double2(word));
            case Opcode.FMUL8ULX16 -> Partitions.multiplyLower(double1(word), double2(word));
            case Opcode.FMULD8SUX16 -> Partitions.multiplyUpperWide(single1(word), single2(word));
            default -> Partitions.multiplyLowerWide(single1(word), single2(word));
        };
    }

    private void convert(int opcode, int word) {
        int scale = (int) (state.gsr >>> SCALE_SHIFT);
        switch (opcode) {
            case Opcode.FPACK16 -> setSingle(word, Partitions.packBytes(double2(word), scale & 15));
            case Opcode.FPACK32 -> setDouble(word, Partitions.pushBytes(double1(word), double2(word), scale & 31));
            case Opcode.FPACKFIX -> setSingle(word, Partitions.packHalves(double2(word), scale & 31));
            case Opcode.FEXPAND -> setDouble(word, Partitions.expand(single2(word)));
            default -> setDouble(word, Partitions.merge(single1(word), single2(word)));
        }
    }

    private void logic(int opcode, int word) {
        switch (opcode) {
            case Opcode.FZERO -> setDouble(word, 0);
            case Opcode.FONE -> setDouble(word, -1L);
            case Opcode.FSRC1 -> setDouble(word, double1(word));
            case Opcode.FSRC2 -> setDouble(word, double2(word));
            case Opcode.FNOT1 -> setDouble(word, ~double1(word));
            case Opcode.FNOT2 -> setDouble(word, ~double2(word));
            case Opcode.FOR -> setDouble(word, double1(word) | double2(word));
            case Opcode.FNOR -> setDouble(word, ~(double1(word) | double2(word)));
            case Opcode.FAND -> setDouble(word, double1(word) & double2(word));
            case Opcode.FNAND -> setDouble(word, ~(double1(word) & double2(word)));
            case Opcode.FXOR -> setDouble(word, double1(word) ^ double2(word));
            case Opcode.FXNOR -> setDouble(word, ~(double1(word) ^ double2(word)));
            case Opcode.FORNOT1 -> setDouble(word, ~double1(word) | double2(word));
            case Opcode.FORNOT2 -> setDouble(word, double1(word) | ~double2(word));
            case Opcode.FANDNOT1 -> setDouble(word, ~double1(word) & double2(word));
            case Opcode.FANDNOT2 -> setDouble(word, double1(word) & ~double2(word));
            default -> singleLogic(opcode, word);
        }
    }

    private void singleLogic(int opcode, int word) {
        int first = single1(word);
        int second = single2(word);
        setSingle(word, switch (opcode) {
            case Opcode.FZEROS -> 0;
            case Opcode.FONES -> -1;
            case Opcode.FSRC1S -> first;
            case Opcode.FSRC2S -> second;
            case Opcode.FNOT1S -> ~first;
            case Opcode.FNOT2S -> ~second;
            case Opcode.FORS -> first | second;
            case Opcode.FNORS -> ~(first | second);
            case Opcode.FANDS -> first & second;
            case Opcode.FNANDS -> ~(first & second);
            case Opcode.FXORS -> first ^ second;
            case Opcode.FXNORS -> ~(first ^ second);
            case Opcode.FORNOT1S -> ~first | second;
            case Opcode.FORNOT2S -> first | ~second;
            case Opcode.FANDNOT1S -> ~first & second;
            case Opcode.FANDNOT2S -> first & ~second;
            default -> throw GuestTrap.of(TrapType.ILLEGAL_INSTRUCTION);
        });
    }

    // ---- operands

    private long double1(int word) {
        return state.f[Fields.doubleIndex(Fields.rs1(word))];
    }

    private long double2(int word) {
        return state.f[Fields.doubleIndex(Fields.rs2(word))];
    }

    private long destination(int word) {
        return state.f[Fields.doubleIndex(Fields.rd(word))];
    }

    private int single1(int word) {
        return state.single(Fields.rs1(word));
    }

    private int single2(int word) {
        return state.single(Fields.rs2(word));
    }

    private void setDouble(int word, long value) {
        state.setDouble(Fields.doubleIndex(Fields.rd(word)), value);
    }

    private void setSingle(int word, int value) {
        state.setSingle(Fields.rd(word), value);
    }
}

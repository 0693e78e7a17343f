package dev.lamarck.toolchain.link;

import java.util.List;

/**
 * {@code .debug_frame} for trap handlers alone: how a debugger gets from one to what it interrupted. Everything else it unwinds by register windows without
 * being told.
 */
final class CallFrames {
    /** Places in a trap frame; the kernel's, which a test holds equal ({@code docs/platform.md}, "Traps beyond the manual's"). */
    static final int FRAME_G1 = 8;
    static final int FRAME_PC = 264;
    static final int FRAME_NPC = 272;

    // DWARF's numbers of registers are GDB's; those of the trap registers are the machine's GDB server's.
    private static final int G1 = 1;
    private static final int G6 = 6;
    private static final int SP = 14;
    private static final int O7 = 15;
    private static final int L0 = 16;
    private static final int FP = 30;
    private static final int PC = 80;
    private static final int NPC = 81;
    private static final int TPC = 88;
    private static final int TNPC = 89;
    private static final int GLOBALS = 7;
    private static final int STACK_BIAS = 2047;

    private static final int ADVANCE_LOC4 = 0x04;
    private static final int REGISTER = 0x09;
    private static final int REMEMBER_STATE = 0x0A;
    private static final int RESTORE_STATE = 0x0B;
    private static final int DEF_CFA = 0x0C;
    private static final int EXPRESSION = 0x10;
    private static final int VAL_EXPRESSION = 0x16;
    private static final int GNU_WINDOW_SAVE = 0x2D;
    private static final int OP_BREG0 = 0x70;
    private static final int CIE = -1;

    private CallFrames() {}

    /** Empty if no function has anything to say. */
    static byte[] describe(List<PlacedFragment> functions) {
        ByteSink out = new ByteSink();
        for (PlacedFragment function : functions) {
            List<UnwindRow> rows = Dwarf.debug(function).unwinding();
            if (!rows.isEmpty()) {
                if (out.size() == 0) {
                    entry(out, new ByteSink().u32(CIE).u8(1).u8(0).unsignedLeb(Elf.CODE_UNIT).signedLeb(Long.BYTES).u8(O7));
                }
                entry(out, new ByteSink().u32(0).u64(function.address() + rows.getFirst().offset()).u64(function.end() - function.address()
                        - rows.getFirst().offset()).bytes(instructions(rows)));
            }
        }
        return out.toBytes();
    }

    /** Nops to a multiple of an address. */
    private static void entry(ByteSink out, ByteSink body) {
        body.zeros(-(body.size() + Integer.BYTES) & Long.BYTES - 1);
        out.u32(body.size()).bytes(body.toBytes());
    }

    private static byte[] instructions(List<UnwindRow> rows) {
        ByteSink out = new ByteSink();
        int at = rows.getFirst().offset();
        for (UnwindRow row : rows) {
            if (row != rows.getFirst()) {
                out.u8(RESTORE_STATE).u8(ADVANCE_LOC4).u32((row.offset() - at) / Elf.CODE_UNIT);
            }
            out.u8(REMEMBER_STATE);
            row(out, row.where());
            at = row.offset();
        }
        return out.toBytes();
    }

    private static void row(ByteSink out, Interrupted where) {
        switch (where) {
            case INTERRUPTED_AT_TPC -> {
                sameWindow(out);
                out.u8(REGISTER).unsignedLeb(PC).unsignedLeb(TPC).u8(REGISTER).unsignedLeb(NPC).unsignedLeb(TNPC);
            }
            case INTERRUPTED_IN_G6 -> {
                sameWindow(out);
                frame(out, G6);
            }
            case INTERRUPTED_IN_G6_BEHIND_SAVE -> {
                behindSave(out);
                frame(out, G6);
            }
            case INTERRUPTED_IN_L0_BEHIND_SAVE -> {
                behindSave(out);
                frame(out, L0);
                for (int n = 0; n < GLOBALS; n++) {
                    inMemory(out, G1 + n, L0, FRAME_G1 + Long.BYTES * n);
                }
            }
        }
    }

    private static void sameWindow(ByteSink out) {
        out.u8(DEF_CFA).unsignedLeb(SP).unsignedLeb(STACK_BIAS);
        ByteSink expression = new ByteSink().u8(OP_BREG0 + SP).signedLeb(0);
        out.u8(VAL_EXPRESSION).unsignedLeb(SP).unsignedLeb(expression.size()).bytes(expression.toBytes());
    }

    private static void behindSave(ByteSink out) {
        out.u8(DEF_CFA).unsignedLeb(FP).unsignedLeb(STACK_BIAS).u8(GNU_WINDOW_SAVE);
    }

    private static void frame(ByteSink out, int register) {
        inMemory(out, PC, register, FRAME_PC);
        inMemory(out, NPC, register, FRAME_NPC);
    }

    /** The register was saved at {@code base + offset}. */
    private static void inMemory(ByteSink out, int register, int base, int offset) {
        ByteSink expression = new ByteSink().u8(OP_BREG0 + base).signedLeb(offset);
        out.u8(EXPRESSION).unsignedLeb(register).unsignedLeb(expression.size()).bytes(expression.toBytes());
    }
}

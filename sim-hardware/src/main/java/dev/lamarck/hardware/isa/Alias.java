package dev.lamarck.hardware.isa;

import java.util.List;

/**
 * Another spelling of some words that the rows already describe: {@code mov 5, %o0} for {@code or %g0, 5, %o0}. The pattern
 * is written as in {@link Row}, with more bits fixed. Printed aliases are those that objdump prefers to the row's own text,
 * first match first; the others are only accepted by the assembler. Those that stand for more than one word are in {@link
 * Synthetic}.
 */
record Alias(Row row, boolean printed) {
    static final List<Alias> ALL = List.of(
            // constants and moves
            printed("00 00000 100 0000000000000000000000", "nop"),
            accepted("10 rd:5 000010 00000 0 00000000 00000", "clr {rd}"),
            printed("10 rd:5 000010 00000 1 0000000000000", "clr {rd}"),
            printed("10 rd:5 000010 00000 @src2", "mov {src2}, {rd}"),
            printed("10 rd:5 000010 rs1:5 0 00000000 00000", "mov {rs1}, {rd}"),
            printed("10 rd:5 000010 rs1:5 1 0000000000000", "mov {rs1}, {rd}"),
            printed("10 rd:5 100110 =rd:5 0 0 0000000 00000", "clruw {rd}"),
            printed("10 rd:5 100110 rs1:5 0 0 0000000 00000", "clruw {rs1}, {rd}"),
            printed("10 rd:5 100111 =rd:5 0 0 0000000 00000", "signx {rd}"),
            printed("10 rd:5 100111 rs1:5 0 0 0000000 00000", "signx {rs1}, {rd}"),

            // arithmetic and tests
            printed("10 rd:5 000000 =rd:5 1 0000000000001", "inc {rd}"),
            printed("10 rd:5 010000 =rd:5 1 0000000000001", "inccc {rd}"),
            printed("10 rd:5 000100 =rd:5 1 0000000000001", "dec {rd}"),
            printed("10 rd:5 010100 =rd:5 1 0000000000001", "deccc {rd}"),
            accepted("10 rd:5 000000 =rd:5 1 simm:13", "inc {simm}, {rd}"),
            accepted("10 rd:5 010000 =rd:5 1 simm:13", "inccc {simm}, {rd}"),
            accepted("10 rd:5 000100 =rd:5 1 simm:13", "dec {simm}, {rd}"),
            accepted("10 rd:5 010100 =rd:5 1 simm:13", "deccc {simm}, {rd}"),
            printed("10 rd:5 000100 00000 0 00000000 =rd:5", "neg {rd}"),
            printed("10 rd:5 000100 00000 0 00000000 rs2:5", "neg {rs2}, {rd}"),
            accepted("10 rd:5 000111 =rd:5 0 00000000 00000", "not {rd}"),
            accepted("10 rd:5 000111 rs1:5 0 00000000 00000", "not {rs1}, {rd}"),
            printed("10 00000 010100 rs1:5 @src2", "cmp {rs1}, {src2}"),
            printed("10 00000 010010 rs1:5 0 00000000 00000", "tst {rs1}"),
            printed("10 00000 010010 00000 0 00000000 rs2:5", "tst {rs2}"),
            printed("10 00000 010010 rs1:5 1 0000000000000", "tst {rs1}"),
            printed("10 00000 010001 rs1:5 0 00000000 rs2:5", "btst {rs1}, {rs2}"),
            printed("10 00000 010001 rs1:5 1 simm:13", "btst {simm}, {rs1}"),
            accepted("10 rd:5 000010 =rd:5 @src2", "bset {src2}, {rd}"),
            accepted("10 rd:5 000101 =rd:5 @src2", "bclr {src2}, {rd}"),
            accepted("10 rd:5 000011 =rd:5 @src2", "btog {src2}, {rd}"),
            printed("10 00000 111100 00000 0 00000000 00000", "save"),
            printed("10 00000 111101 00000 0 00000000 00000", "restore"),

            // control
            printed("10 00000 111000 11111 1 0000000001000", "ret"),
            printed("10 00000 111000 01111 1 0000000001000", "retl"),
            printed("10 00000 111000 rs1:5 @src2", "jmp {addr}"),
            printed("10 01111 111000 rs1:5 @src2", "call {addr}"),
            accepted("10 01111 111000 rs1:5 @src2", "call {addr}, 0"),
            accepted(JumpOp.CALL, "call {disp}, 0"),
            printed("00 0 0000 001 1 0 1 disp:19", "iprefetch {disp}"),
            printed("10 0 cond:4 111010 rs1:5 0 00 000000 rs2:5", "t{cond} {addr}"),
            printed("10 0 cond:4 111010 rs1:5 1 00 0000 trap:7", "t{cond} {addr}"),

            // memory
            printed("11 00000 000100 rs1:5 @src2", "clr [ {addr} ]"),
            printed("11 00000 000101 rs1:5 @src2", "clrb [ {addr} ]"),
            printed("11 00000 000110 rs1:5 @src2", "clrh [ {addr} ]"),
            printed("11 00000 001110 rs1:5 @src2", "clrx [ {addr} ]"),
            printed("11 rx:5 111100 rs1:5 0 10000000 rs2:5", "cas [ {rs1} ], {rs2}, {rx}"),
            printed("11 rx:5 111100 rs1:5 0 10001000 rs2:5", "casl [ {rs1} ], {rs2}, {rx}"),
            printed("11 rx:5 111110 rs1:5 0 10000000 rs2:5", "casx [ {rs1} ], {rs2}, {rx}"),
            printed("11 rx:5 111110 rs1:5 0 10001000 rs2:5", "casxl [ {rs1} ], {rs2}, {rx}"),
            accepted(SyncOp.FLUSH, "flush {addr}"),
            accepted(LoadOp.LDUW, "lduw [ {addr} ], {rd}"),
            accepted(LoadOp.LDUWA, "lduwa [ {addr} ] {space}, {rd}"),
            accepted(LoadOp.LDD, "ldd [ {addr} ], {rd}"),
            accepted(LoadOp.LDDA, "ldda [ {addr} ] {space}, {rd}"),
            accepted(StoreOp.STW, "stw {rt}, [ {addr} ]"),
            accepted(StoreOp.STWA, "stwa {rt}, [ {addr} ] {space}"),
            accepted(StoreOp.STD, "std {rt}, [ {addr} ]"),
            accepted(StoreOp.STDA, "stda {rt}, [ {addr} ] {space}"),

            // state registers
            printed("10 00000 110000 00000 0 00000000 rs2:5", "wr {rs2}, %y"),
            printed("10 00000 110000 rs1:5 0 00000000 00000", "wr {rs1}, %y"),
            printed("10 00000 110000 rs1:5 1 0000000000000", "wr {rs1}, %y"),
            printed("10 00000 110000 00000 1 simm:13", "wr {simm}, %y"),
            accepted("10 00000 110000 00000 @src2", "mov {src2}, %y"),
            accepted("10 00010 110000 00000 @src2", "mov {src2}, %ccr"),
            accepted("10 00011 110000 00000 @src2", "mov {src2}, %asi"),
            accepted("10 00011 110000 rs1:5 0 00000000 00000", "wr {rs1}, %asi"),
            accepted("10 00011 110000 00000 1 simm:13", "wr {simm}, %asi"),
            accepted("10 00110 110000 00000 @src2", "mov {src2}, %fprs"),
            accepted("10 asr:5 110000 00000 @src2", "mov {src2}, {asr}"),
            accepted(StateOp.RDY, "mov %y, {rd}"),
            accepted(StateOp.RDCCR, "mov %ccr, {rd}"),
            accepted(StateOp.RDASI, "mov %asi, {rd}"),
            accepted(StateOp.RDFPRS, "mov %fprs, {rd}"),
            accepted(StateOp.RDASR, "mov {rasr}, {rd}"),
            printed("10 0 pr:4 110010 rs1:5 0 00000000 00000", "wrpr {rs1}, {pr}"),
            printed("10 0 pr:4 110010 00000 1 simm:13", "wrpr {simm}, {pr}"),

            // floating point and VIS
            printed("10 00000 110101 frs1:5 001010001 frs2:5", "fcmps {frs1}, {frs2}"),
            printed("10 00000 110101 drs1:5 001010010 drs2:5", "fcmpd {drs1}, {drs2}"),
            printed("10 00000 110101 qrs1:5 001010011 qrs2:5", "fcmpq {qrs1}, {qrs2}"),
            printed("10 00000 110101 frs1:5 001010101 frs2:5", "fcmpes {frs1}, {frs2}"),
            printed("10 00000 110101 drs1:5 001010110 drs2:5", "fcmped {drs1}, {drs2}"),
            printed("10 00000 110101 qrs1:5 001010111 qrs2:5", "fcmpeq {qrs1}, {qrs2}"),
            accepted(VisOp.EDGE8, "edge8 {rs1}, {rs2}, {rd}"),
            accepted(VisOp.EDGE8L, "edge8l {rs1}, {rs2}, {rd}"),
            accepted(VisOp.EDGE16, "edge16 {rs1}, {rs2}, {rd}"),
            accepted(VisOp.EDGE16L, "edge16l {rs1}, {rs2}, {rd}"),
            accepted(VisOp.EDGE32, "edge32 {rs1}, {rs2}, {rd}"),
            accepted(VisOp.EDGE32L, "edge32l {rs1}, {rs2}, {rd}"),
            accepted(VisOp.FCMPLE16, "fcmple16 {drs1}, {drs2}, {rd}"),
            accepted(VisOp.FCMPNE16, "fcmpne16 {drs1}, {drs2}, {rd}"),
            accepted(VisOp.FCMPLE32, "fcmple32 {drs1}, {drs2}, {rd}"),
            accepted(VisOp.FCMPNE32, "fcmpne32 {drs1}, {drs2}, {rd}"),
            accepted(VisOp.FCMPGT16, "fcmpgt16 {drs1}, {drs2}, {rd}"),
            accepted(VisOp.FCMPEQ16, "fcmpeq16 {drs1}, {drs2}, {rd}"),
            accepted(VisOp.FCMPGT32, "fcmpgt32 {drs1}, {drs2}, {rd}"),
            accepted(VisOp.FCMPEQ32, "fcmpeq32 {drs1}, {drs2}, {rd}"),
            accepted(VisOp.FZERO, "fzero {drd}"),
            accepted(VisOp.FONE, "fone {drd}"),
            accepted(VisOp.FSRC1, "fsrc1 {drs1}, {drd}"),
            accepted(VisOp.FSRC2, "fsrc2 {drs2}, {drd}"),
            accepted(VisOp.FNOT1, "fnot1 {drs1}, {drd}"),
            accepted(VisOp.FNOT2, "fnot2 {drs2}, {drd}"),
            accepted(VisOp.FOR, "for {drs1}, {drs2}, {drd}"),
            accepted(VisOp.FNOR, "fnor {drs1}, {drs2}, {drd}"),
            accepted(VisOp.FAND, "fand {drs1}, {drs2}, {drd}"),
            accepted(VisOp.FNAND, "fnand {drs1}, {drs2}, {drd}"),
            accepted(VisOp.FXOR, "fxor {drs1}, {drs2}, {drd}"),
            accepted(VisOp.FXNOR, "fxnor {drs1}, {drs2}, {drd}"),
            accepted(VisOp.FORNOT1, "fornot1 {drs1}, {drs2}, {drd}"),
            accepted(VisOp.FORNOT2, "fornot2 {drs1}, {drs2}, {drd}"),
            accepted(VisOp.FANDNOT1, "fandnot1 {drs1}, {drs2}, {drd}"),
            accepted(VisOp.FANDNOT2, "fandnot2 {drs1}, {drs2}, {drd}"));

    private static Alias printed(String pattern, String text) {
        return new Alias(new Row(pattern, text), true);
    }

    private static Alias accepted(String pattern, String text) {
        return new Alias(new Row(pattern, text), false);
    }

    /** All words of the row, spelled otherwise. */
    private static Alias accepted(Op op, String text) {
        return new Alias(op.row().spelled(text), false);
    }
}

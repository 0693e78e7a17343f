package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.FLOATING;
import static dev.lamarck.hardware.isa.Trait.PRIVILEGED;
import static dev.lamarck.hardware.isa.Trait.READS_GSR;
import static dev.lamarck.hardware.isa.Trait.SETS_CC;
import static dev.lamarck.hardware.isa.Trait.WRITES_GSR;
import static dev.lamarck.hardware.isa.Trait.WRITES_STATE;

/**
 * VIS 1 (UltraSPARC I) and VIS 2 (UltraSPARC III: edges without condition codes, BMASK, BSHUFFLE, SIAM), in the space of IMPDEP1.
 */
public enum VisOp implements Op {
    // integer registers: edges, array addresses, alignment
    EDGE8      ("10 rd:5 110110 rs1:5 000000000 rs2:5",      "edge8cc {rs1}, {rs2}, {rd}", SETS_CC),
    EDGE8N     ("10 rd:5 110110 rs1:5 000000001 rs2:5",      "edge8n {rs1}, {rs2}, {rd}"),
    EDGE8L     ("10 rd:5 110110 rs1:5 000000010 rs2:5",      "edge8lcc {rs1}, {rs2}, {rd}", SETS_CC),
    EDGE8LN    ("10 rd:5 110110 rs1:5 000000011 rs2:5",      "edge8ln {rs1}, {rs2}, {rd}"),
    EDGE16     ("10 rd:5 110110 rs1:5 000000100 rs2:5",      "edge16cc {rs1}, {rs2}, {rd}", SETS_CC),
    EDGE16N    ("10 rd:5 110110 rs1:5 000000101 rs2:5",      "edge16n {rs1}, {rs2}, {rd}"),
    EDGE16L    ("10 rd:5 110110 rs1:5 000000110 rs2:5",      "edge16lcc {rs1}, {rs2}, {rd}", SETS_CC),
    EDGE16LN   ("10 rd:5 110110 rs1:5 000000111 rs2:5",      "edge16ln {rs1}, {rs2}, {rd}"),
    EDGE32     ("10 rd:5 110110 rs1:5 000001000 rs2:5",      "edge32cc {rs1}, {rs2}, {rd}", SETS_CC),
    EDGE32N    ("10 rd:5 110110 rs1:5 000001001 rs2:5",      "edge32n {rs1}, {rs2}, {rd}"),
    EDGE32L    ("10 rd:5 110110 rs1:5 000001010 rs2:5",      "edge32lcc {rs1}, {rs2}, {rd}", SETS_CC),
    EDGE32LN   ("10 rd:5 110110 rs1:5 000001011 rs2:5",      "edge32ln {rs1}, {rs2}, {rd}"),
    ARRAY8     ("10 rd:5 110110 rs1:5 000010000 rs2:5",      "array8 {rs1}, {rs2}, {rd}"),
    ARRAY16    ("10 rd:5 110110 rs1:5 000010010 rs2:5",      "array16 {rs1}, {rs2}, {rd}"),
    ARRAY32    ("10 rd:5 110110 rs1:5 000010100 rs2:5",      "array32 {rs1}, {rs2}, {rd}"),
    ALIGNADDR  ("10 rd:5 110110 rs1:5 000011000 rs2:5",      "alignaddr {rs1}, {rs2}, {rd}", WRITES_GSR, FLOATING),
    BMASK      ("10 rd:5 110110 rs1:5 000011001 rs2:5",      "bmask {rs1}, {rs2}, {rd}", WRITES_GSR, FLOATING),
    ALIGNADDRL ("10 rd:5 110110 rs1:5 000011010 rs2:5",      "alignaddrl {rs1}, {rs2}, {rd}", WRITES_GSR, FLOATING),

    // partitioned compares
    FCMPLE16   ("10 rd:5 110110 drs1:5 000100000 drs2:5",    "fpcmple16 {drs1}, {drs2}, {rd}", FLOATING),
    FCMPNE16   ("10 rd:5 110110 drs1:5 000100010 drs2:5",    "fpcmpne16 {drs1}, {drs2}, {rd}", FLOATING),
    FCMPLE32   ("10 rd:5 110110 drs1:5 000100100 drs2:5",    "fpcmple32 {drs1}, {drs2}, {rd}", FLOATING),
    FCMPNE32   ("10 rd:5 110110 drs1:5 000100110 drs2:5",    "fpcmpne32 {drs1}, {drs2}, {rd}", FLOATING),
    FCMPGT16   ("10 rd:5 110110 drs1:5 000101000 drs2:5",    "fpcmpgt16 {drs1}, {drs2}, {rd}", FLOATING),
    FCMPEQ16   ("10 rd:5 110110 drs1:5 000101010 drs2:5",    "fpcmpeq16 {drs1}, {drs2}, {rd}", FLOATING),
    FCMPGT32   ("10 rd:5 110110 drs1:5 000101100 drs2:5",    "fpcmpgt32 {drs1}, {drs2}, {rd}", FLOATING),
    FCMPEQ32   ("10 rd:5 110110 drs1:5 000101110 drs2:5",    "fpcmpeq32 {drs1}, {drs2}, {rd}", FLOATING),

    // partitioned multiplies, packing, distance
    FMUL8X16   ("10 drd:5 110110 frs1:5 000110001 drs2:5",   "fmul8x16 {frs1}, {drs2}, {drd}", FLOATING),
    FMUL8X16AU ("10 drd:5 110110 frs1:5 000110011 frs2:5",   "fmul8x16au {frs1}, {frs2}, {drd}", FLOATING),
    FMUL8X16AL ("10 drd:5 110110 frs1:5 000110101 frs2:5",   "fmul8x16al {frs1}, {frs2}, {drd}", FLOATING),
    FMUL8SUX16 ("10 drd:5 110110 drs1:5 000110110 drs2:5",   "fmul8sux16 {drs1}, {drs2}, {drd}", FLOATING),
    FMUL8ULX16 ("10 drd:5 110110 drs1:5 000110111 drs2:5",   "fmul8ulx16 {drs1}, {drs2}, {drd}", FLOATING),
    FMULD8SUX16("10 drd:5 110110 frs1:5 000111000 frs2:5",   "fmuld8sux16 {frs1}, {frs2}, {drd}", FLOATING),
    FMULD8ULX16("10 drd:5 110110 frs1:5 000111001 frs2:5",   "fmuld8ulx16 {frs1}, {frs2}, {drd}", FLOATING),
    FPACK32    ("10 drd:5 110110 drs1:5 000111010 drs2:5",   "fpack32 {drs1}, {drs2}, {drd}", READS_GSR, FLOATING),
    FPACK16    ("10 frd:5 110110 00000 000111011 drs2:5",    "fpack16 {drs2}, {frd}", READS_GSR, FLOATING),
    FPACKFIX   ("10 frd:5 110110 00000 000111101 drs2:5",    "fpackfix {drs2}, {frd}", READS_GSR, FLOATING),
    PDIST      ("10 drx:5 110110 drs1:5 000111110 drs2:5",   "pdist {drs1}, {drs2}, {drx}", FLOATING),
    FALIGNDATA ("10 drd:5 110110 drs1:5 001001000 drs2:5",   "faligndata {drs1}, {drs2}, {drd}", READS_GSR, FLOATING),
    FPMERGE    ("10 drd:5 110110 frs1:5 001001011 frs2:5",   "fpmerge {frs1}, {frs2}, {drd}", FLOATING),
    BSHUFFLE   ("10 drd:5 110110 drs1:5 001001100 drs2:5",   "bshuffle {drs1}, {drs2}, {drd}", READS_GSR, FLOATING),
    FEXPAND    ("10 drd:5 110110 00000 001001101 frs2:5",    "fexpand {frs2}, {drd}", FLOATING),

    // partitioned add and subtract
    FPADD16    ("10 drd:5 110110 drs1:5 001010000 drs2:5",   "fpadd16 {drs1}, {drs2}, {drd}", FLOATING),
    FPADD16S   ("10 frd:5 110110 frs1:5 001010001 frs2:5",   "fpadd16s {frs1}, {frs2}, {frd}", FLOATING),
    FPADD32    ("10 drd:5 110110 drs1:5 001010010 drs2:5",   "fpadd32 {drs1}, {drs2}, {drd}", FLOATING),
    FPADD32S   ("10 frd:5 110110 frs1:5 001010011 frs2:5",   "fpadd32s {frs1}, {frs2}, {frd}", FLOATING),
    FPSUB16    ("10 drd:5 110110 drs1:5 001010100 drs2:5",   "fpsub16 {drs1}, {drs2}, {drd}", FLOATING),
    FPSUB16S   ("10 frd:5 110110 frs1:5 001010101 frs2:5",   "fpsub16s {frs1}, {frs2}, {frd}", FLOATING),
    FPSUB32    ("10 drd:5 110110 drs1:5 001010110 drs2:5",   "fpsub32 {drs1}, {drs2}, {drd}", FLOATING),
    FPSUB32S   ("10 frd:5 110110 frs1:5 001010111 frs2:5",   "fpsub32s {frs1}, {frs2}, {frd}", FLOATING),

    // logic on floating-point registers
    FZERO      ("10 drd:5 110110 00000 001100000 00000",     "fzerod {drd}", FLOATING),
    FZEROS     ("10 frd:5 110110 00000 001100001 00000",     "fzeros {frd}", FLOATING),
    FNOR       ("10 drd:5 110110 drs1:5 001100010 drs2:5",   "fnord {drs1}, {drs2}, {drd}", FLOATING),
    FNORS      ("10 frd:5 110110 frs1:5 001100011 frs2:5",   "fnors {frs1}, {frs2}, {frd}", FLOATING),
    FANDNOT2   ("10 drd:5 110110 drs1:5 001100100 drs2:5",   "fandnot2d {drs1}, {drs2}, {drd}", FLOATING),
    FANDNOT2S  ("10 frd:5 110110 frs1:5 001100101 frs2:5",   "fandnot2s {frs1}, {frs2}, {frd}", FLOATING),
    FNOT2      ("10 drd:5 110110 00000 001100110 drs2:5",    "fnot2d {drs2}, {drd}", FLOATING),
    FNOT2S     ("10 frd:5 110110 00000 001100111 frs2:5",    "fnot2s {frs2}, {frd}", FLOATING),
    FANDNOT1   ("10 drd:5 110110 drs1:5 001101000 drs2:5",   "fandnot1d {drs1}, {drs2}, {drd}", FLOATING),
    FANDNOT1S  ("10 frd:5 110110 frs1:5 001101001 frs2:5",   "fandnot1s {frs1}, {frs2}, {frd}", FLOATING),
    FNOT1      ("10 drd:5 110110 drs1:5 001101010 00000",    "fnot1d {drs1}, {drd}", FLOATING),
    FNOT1S     ("10 frd:5 110110 frs1:5 001101011 00000",    "fnot1s {frs1}, {frd}", FLOATING),
    FXOR       ("10 drd:5 110110 drs1:5 001101100 drs2:5",   "fxord {drs1}, {drs2}, {drd}", FLOATING),
    FXORS      ("10 frd:5 110110 frs1:5 001101101 frs2:5",   "fxors {frs1}, {frs2}, {frd}", FLOATING),
    FNAND      ("10 drd:5 110110 drs1:5 001101110 drs2:5",   "fnandd {drs1}, {drs2}, {drd}", FLOATING),
    FNANDS     ("10 frd:5 110110 frs1:5 001101111 frs2:5",   "fnands {frs1}, {frs2}, {frd}", FLOATING),
    FAND       ("10 drd:5 110110 drs1:5 001110000 drs2:5",   "fandd {drs1}, {drs2}, {drd}", FLOATING),
    FANDS      ("10 frd:5 110110 frs1:5 001110001 frs2:5",   "fands {frs1}, {frs2}, {frd}", FLOATING),
    FXNOR      ("10 drd:5 110110 drs1:5 001110010 drs2:5",   "fxnord {drs1}, {drs2}, {drd}", FLOATING),
    FXNORS     ("10 frd:5 110110 frs1:5 001110011 frs2:5",   "fxnors {frs1}, {frs2}, {frd}", FLOATING),
    FSRC1      ("10 drd:5 110110 drs1:5 001110100 00000",    "fsrc1d {drs1}, {drd}", FLOATING),
    FSRC1S     ("10 frd:5 110110 frs1:5 001110101 00000",    "fsrc1s {frs1}, {frd}", FLOATING),
    FORNOT2    ("10 drd:5 110110 drs1:5 001110110 drs2:5",   "fornot2d {drs1}, {drs2}, {drd}", FLOATING),
    FORNOT2S   ("10 frd:5 110110 frs1:5 001110111 frs2:5",   "fornot2s {frs1}, {frs2}, {frd}", FLOATING),
    FSRC2      ("10 drd:5 110110 00000 001111000 drs2:5",    "fsrc2d {drs2}, {drd}", FLOATING),
    FSRC2S     ("10 frd:5 110110 00000 001111001 frs2:5",    "fsrc2s {frs2}, {frd}", FLOATING),
    FORNOT1    ("10 drd:5 110110 drs1:5 001111010 drs2:5",   "fornot1d {drs1}, {drs2}, {drd}", FLOATING),
    FORNOT1S   ("10 frd:5 110110 frs1:5 001111011 frs2:5",   "fornot1s {frs1}, {frs2}, {frd}", FLOATING),
    FOR        ("10 drd:5 110110 drs1:5 001111100 drs2:5",   "ford {drs1}, {drs2}, {drd}", FLOATING),
    FORS       ("10 frd:5 110110 frs1:5 001111101 frs2:5",   "fors {frs1}, {frs2}, {frd}", FLOATING),
    FONE       ("10 drd:5 110110 00000 001111110 00000",     "foned {drd}", FLOATING),
    FONES      ("10 frd:5 110110 00000 001111111 00000",     "fones {frd}", FLOATING),

    // mode and power
    SHUTDOWN   ("10 00000 110110 00000 010000000 00000",     "shutdown", WRITES_STATE, PRIVILEGED),
    SIAM       ("10 00000 110110 00000 010000001 00 mode:3", "siam {mode}", WRITES_GSR, FLOATING);

    private final Row row;

    VisOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}

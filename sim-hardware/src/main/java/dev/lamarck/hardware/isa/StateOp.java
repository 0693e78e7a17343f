package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.FLOATING;
import static dev.lamarck.hardware.isa.Trait.MAY_TRAP;
import static dev.lamarck.hardware.isa.Trait.PRIVILEGED;
import static dev.lamarck.hardware.isa.Trait.READS_ASI;
import static dev.lamarck.hardware.isa.Trait.READS_CCR;
import static dev.lamarck.hardware.isa.Trait.READS_FPRS;
import static dev.lamarck.hardware.isa.Trait.READS_GSR;
import static dev.lamarck.hardware.isa.Trait.READS_STATE;
import static dev.lamarck.hardware.isa.Trait.READS_Y;
import static dev.lamarck.hardware.isa.Trait.WRITES_ASI;
import static dev.lamarck.hardware.isa.Trait.WRITES_CCR;
import static dev.lamarck.hardware.isa.Trait.WRITES_FPRS;
import static dev.lamarck.hardware.isa.Trait.WRITES_GSR;
import static dev.lamarck.hardware.isa.Trait.WRITES_STATE;
import static dev.lamarck.hardware.isa.Trait.WRITES_Y;

/**
 * Moves between integer registers and state registers. Writes combine rs1 and source 2 by exclusive or.
 */
public enum StateOp implements Op {
    // A.43: read state register
    RDY   ("10 rd:5 101000 00000 0 0000000000000",  "rd %y, {rd}", READS_Y),
    RDCCR ("10 rd:5 101000 00010 0 0000000000000",  "rd %ccr, {rd}", READS_CCR),
    RDASI ("10 rd:5 101000 00011 0 0000000000000",  "rd %asi, {rd}", READS_ASI),
    RDTICK("10 rd:5 101000 00100 0 0000000000000",  "rd %tick, {rd}", READS_STATE, MAY_TRAP),
    RDPC  ("10 rd:5 101000 00101 0 0000000000000",  "rd %pc, {rd}"),
    RDFPRS("10 rd:5 101000 00110 0 0000000000000",  "rd %fprs, {rd}", READS_FPRS),
    RDGSR ("10 rd:5 101000 10011 0 0000000000000",  "rd %gsr, {rd}", READS_GSR, FLOATING),
    RDASR ("10 rd:5 101000 rasr:5 0 0000000000000", "rd {rasr}, {rd}", READS_STATE, MAY_TRAP),

    // A.62: write state register
    WRY   ("10 00000 110000 rs1:5 @src2",           "wr {rs1}, {src2}, %y", WRITES_Y),
    WRCCR ("10 00010 110000 rs1:5 @src2",           "wr {rs1}, {src2}, %ccr", WRITES_CCR),
    WRASI ("10 00011 110000 rs1:5 @src2",           "wr {rs1}, {src2}, %asi", WRITES_ASI),
    WRFPRS("10 00110 110000 rs1:5 @src2",           "wr {rs1}, {src2}, %fprs", WRITES_FPRS),
    WRGSR ("10 10011 110000 rs1:5 @src2",           "wr {rs1}, {src2}, %gsr", WRITES_GSR, FLOATING),
    WRASR ("10 asr:5 110000 rs1:5 @src2",           "wr {rs1}, {src2}, {asr}", WRITES_STATE, MAY_TRAP),

    // A.42, A.63: privileged registers
    RDPR  ("10 rd:5 101010 0 pr:4 0 0000000000000", "rdpr {pr}, {rd}", READS_STATE, PRIVILEGED),
    RDVER ("10 rd:5 101010 11111 0 0000000000000",  "rdpr %ver, {rd}", READS_STATE, PRIVILEGED),
    WRPR  ("10 0 pr:4 110010 rs1:5 @src2",          "wrpr {rs1}, {src2}, {pr}", WRITES_STATE, PRIVILEGED);

    private final Row row;

    StateOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}

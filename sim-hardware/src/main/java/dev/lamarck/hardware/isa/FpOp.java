package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.FLOATING;
import static dev.lamarck.hardware.isa.Trait.READS_FSR;
import static dev.lamarck.hardware.isa.Trait.WRITES_FSR;

/**
 * Floating-point arithmetic: rd = rs1 op rs2, or rd = op rs2. Integers that are converted stand in floating-point registers.
 */
public enum FpOp implements Op {
    // A.17: move, negate, absolute value
    FMOVS ("10 frd:5 110100 00000 000000001 frs2:5",  "fmovs {frs2}, {frd}", FLOATING),
    FMOVD ("10 drd:5 110100 00000 000000010 drs2:5",  "fmovd {drs2}, {drd}", FLOATING),
    FMOVQ ("10 qrd:5 110100 00000 000000011 qrs2:5",  "fmovq {qrs2}, {qrd}", FLOATING),
    FNEGS ("10 frd:5 110100 00000 000000101 frs2:5",  "fnegs {frs2}, {frd}", FLOATING),
    FNEGD ("10 drd:5 110100 00000 000000110 drs2:5",  "fnegd {drs2}, {drd}", FLOATING),
    FNEGQ ("10 qrd:5 110100 00000 000000111 qrs2:5",  "fnegq {qrs2}, {qrd}", FLOATING),
    FABSS ("10 frd:5 110100 00000 000001001 frs2:5",  "fabss {frs2}, {frd}", FLOATING),
    FABSD ("10 drd:5 110100 00000 000001010 drs2:5",  "fabsd {drs2}, {drd}", FLOATING),
    FABSQ ("10 qrd:5 110100 00000 000001011 qrs2:5",  "fabsq {qrs2}, {qrd}", FLOATING),

    // A.18, A.12: arithmetic
    FSQRTS("10 frd:5 110100 00000 000101001 frs2:5",  "fsqrts {frs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FSQRTD("10 drd:5 110100 00000 000101010 drs2:5",  "fsqrtd {drs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FSQRTQ("10 qrd:5 110100 00000 000101011 qrs2:5",  "fsqrtq {qrs2}, {qrd}", READS_FSR, WRITES_FSR, FLOATING),
    FADDS ("10 frd:5 110100 frs1:5 001000001 frs2:5", "fadds {frs1}, {frs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FADDD ("10 drd:5 110100 drs1:5 001000010 drs2:5", "faddd {drs1}, {drs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FADDQ ("10 qrd:5 110100 qrs1:5 001000011 qrs2:5", "faddq {qrs1}, {qrs2}, {qrd}", READS_FSR, WRITES_FSR, FLOATING),
    FSUBS ("10 frd:5 110100 frs1:5 001000101 frs2:5", "fsubs {frs1}, {frs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FSUBD ("10 drd:5 110100 drs1:5 001000110 drs2:5", "fsubd {drs1}, {drs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FSUBQ ("10 qrd:5 110100 qrs1:5 001000111 qrs2:5", "fsubq {qrs1}, {qrs2}, {qrd}", READS_FSR, WRITES_FSR, FLOATING),
    FMULS ("10 frd:5 110100 frs1:5 001001001 frs2:5", "fmuls {frs1}, {frs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FMULD ("10 drd:5 110100 drs1:5 001001010 drs2:5", "fmuld {drs1}, {drs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FMULQ ("10 qrd:5 110100 qrs1:5 001001011 qrs2:5", "fmulq {qrs1}, {qrs2}, {qrd}", READS_FSR, WRITES_FSR, FLOATING),
    FDIVS ("10 frd:5 110100 frs1:5 001001101 frs2:5", "fdivs {frs1}, {frs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FDIVD ("10 drd:5 110100 drs1:5 001001110 drs2:5", "fdivd {drs1}, {drs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FDIVQ ("10 qrd:5 110100 qrs1:5 001001111 qrs2:5", "fdivq {qrs1}, {qrs2}, {qrd}", READS_FSR, WRITES_FSR, FLOATING),
    FSMULD("10 drd:5 110100 frs1:5 001101001 frs2:5", "fsmuld {frs1}, {frs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FDMULQ("10 qrd:5 110100 drs1:5 001101110 drs2:5", "fdmulq {drs1}, {drs2}, {qrd}", READS_FSR, WRITES_FSR, FLOATING),

    // A.14, A.15, A.19: conversions
    FSTOX ("10 drd:5 110100 00000 010000001 frs2:5",  "fstox {frs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FDTOX ("10 drd:5 110100 00000 010000010 drs2:5",  "fdtox {drs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FQTOX ("10 drd:5 110100 00000 010000011 qrs2:5",  "fqtox {qrs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FXTOS ("10 frd:5 110100 00000 010000100 drs2:5",  "fxtos {drs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FXTOD ("10 drd:5 110100 00000 010001000 drs2:5",  "fxtod {drs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FXTOQ ("10 qrd:5 110100 00000 010001100 drs2:5",  "fxtoq {drs2}, {qrd}", READS_FSR, WRITES_FSR, FLOATING),
    FITOS ("10 frd:5 110100 00000 011000100 frs2:5",  "fitos {frs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FDTOS ("10 frd:5 110100 00000 011000110 drs2:5",  "fdtos {drs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FQTOS ("10 frd:5 110100 00000 011000111 qrs2:5",  "fqtos {qrs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FITOD ("10 drd:5 110100 00000 011001000 frs2:5",  "fitod {frs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FSTOD ("10 drd:5 110100 00000 011001001 frs2:5",  "fstod {frs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FQTOD ("10 drd:5 110100 00000 011001011 qrs2:5",  "fqtod {qrs2}, {drd}", READS_FSR, WRITES_FSR, FLOATING),
    FITOQ ("10 qrd:5 110100 00000 011001100 frs2:5",  "fitoq {frs2}, {qrd}", READS_FSR, WRITES_FSR, FLOATING),
    FSTOQ ("10 qrd:5 110100 00000 011001101 frs2:5",  "fstoq {frs2}, {qrd}", READS_FSR, WRITES_FSR, FLOATING),
    FDTOQ ("10 qrd:5 110100 00000 011001110 drs2:5",  "fdtoq {drs2}, {qrd}", READS_FSR, WRITES_FSR, FLOATING),
    FSTOI ("10 frd:5 110100 00000 011010001 frs2:5",  "fstoi {frs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FDTOI ("10 frd:5 110100 00000 011010010 drs2:5",  "fdtoi {drs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING),
    FQTOI ("10 frd:5 110100 00000 011010011 qrs2:5",  "fqtoi {qrs2}, {frd}", READS_FSR, WRITES_FSR, FLOATING);

    private final Row row;

    FpOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}

package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.FLOATING;
import static dev.lamarck.hardware.isa.Trait.READS_FSR;
import static dev.lamarck.hardware.isa.Trait.WRITES_FSR;

/**
 * Floating-point comparisons (A.13); those with E also trap on a quiet NaN.
 */
public enum FpCompareOp implements Op {
    FCMPS ("10 000 fcc:2 110101 frs1:5 001010001 frs2:5", "fcmps {fcc}, {frs1}, {frs2}", READS_FSR, WRITES_FSR, FLOATING),
    FCMPD ("10 000 fcc:2 110101 drs1:5 001010010 drs2:5", "fcmpd {fcc}, {drs1}, {drs2}", READS_FSR, WRITES_FSR, FLOATING),
    FCMPQ ("10 000 fcc:2 110101 qrs1:5 001010011 qrs2:5", "fcmpq {fcc}, {qrs1}, {qrs2}", READS_FSR, WRITES_FSR, FLOATING),
    FCMPES("10 000 fcc:2 110101 frs1:5 001010101 frs2:5", "fcmpes {fcc}, {frs1}, {frs2}", READS_FSR, WRITES_FSR, FLOATING),
    FCMPED("10 000 fcc:2 110101 drs1:5 001010110 drs2:5", "fcmped {fcc}, {drs1}, {drs2}", READS_FSR, WRITES_FSR, FLOATING),
    FCMPEQ("10 000 fcc:2 110101 qrs1:5 001010111 qrs2:5", "fcmpeq {fcc}, {qrs1}, {qrs2}", READS_FSR, WRITES_FSR, FLOATING);

    private final Row row;

    FpCompareOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}

package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.DELAYED;
import static dev.lamarck.hardware.isa.Trait.FLOATING;
import static dev.lamarck.hardware.isa.Trait.READS_FCC0;
import static dev.lamarck.hardware.isa.Trait.READS_ICC;

/**
 * Conditional branches relative to the program counter (A.3 to A.7). All have a delay slot, annulled by the a bit: when not
 * taken, or, for "always", in any case.
 */
public enum BranchOp implements Op {
    BPR   ("00 a:1 0 rbcond:3 011 disp:2 p:1 rs1:5 disp:14", "br{rbcond}{a}{p} {rs1}, {disp}", DELAYED),
    FBFCC ("00 a:1 fbcond:4 110 disp:22",                    "fb{fbcond}{a} {disp}", READS_FCC0, FLOATING, DELAYED),
    FBPFCC("00 a:1 fbcond:4 101 fcc:2 p:1 disp:19",          "fb{fbcond}{a}{p} {fcc}, {disp}", FLOATING, DELAYED),
    BICC  ("00 a:1 bcond:4 010 disp:22",                     "b{bcond}{a} {disp}", READS_ICC, DELAYED),
    BPCC  ("00 a:1 bcond:4 001 icc:1 0 p:1 disp:19",         "b{bcond}{a}{p} {icc}, {disp}", DELAYED);

    private final Row row;

    BranchOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}

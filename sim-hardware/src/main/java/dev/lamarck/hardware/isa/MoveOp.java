package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.FLOATING;

/**
 * Conditional moves: rd keeps its value when the condition does not hold, so it is not certain to be overwritten.
 */
public enum MoveOp implements Op {
    // A.35, A.34: integer
    MOVICC  ("10 rd:5 101100 1 cond:4 @icc11",                   "mov{cond} {icc}, {src2}, {rd}"),
    MOVFCC  ("10 rd:5 101100 0 fcond:4 @fcc11",                  "mov{fcond} {fcc}, {src2}, {rd}", FLOATING),
    MOVR    ("10 rd:5 101111 rs1:5 @rcond10",                    "movr{rcond} {rs1}, {src2}, {rd}"),

    // A.33: floating point, on condition codes
    FMOVSICC("10 frd:5 110101 0 cond:4 1 icc:1 0 000001 frs2:5", "fmovs{cond} {icc}, {frs2}, {frd}", FLOATING),
    FMOVDICC("10 drd:5 110101 0 cond:4 1 icc:1 0 000010 drs2:5", "fmovd{cond} {icc}, {drs2}, {drd}", FLOATING),
    FMOVQICC("10 qrd:5 110101 0 cond:4 1 icc:1 0 000011 qrs2:5", "fmovq{cond} {icc}, {qrs2}, {qrd}", FLOATING),
    FMOVSFCC("10 frd:5 110101 0 fcond:4 0 fcc:2 000001 frs2:5",  "fmovs{fcond} {fcc}, {frs2}, {frd}", FLOATING),
    FMOVDFCC("10 drd:5 110101 0 fcond:4 0 fcc:2 000010 drs2:5",  "fmovd{fcond} {fcc}, {drs2}, {drd}", FLOATING),
    FMOVQFCC("10 qrd:5 110101 0 fcond:4 0 fcc:2 000011 qrs2:5",  "fmovq{fcond} {fcc}, {qrs2}, {qrd}", FLOATING),

    // A.33.1: floating point, on an integer register
    FMOVRS  ("10 frd:5 110101 rs1:5 0 rcond:3 00101 frs2:5",     "fmovrs{rcond} {rs1}, {frs2}, {frd}", FLOATING),
    FMOVRD  ("10 drd:5 110101 rs1:5 0 rcond:3 00110 drs2:5",     "fmovrd{rcond} {rs1}, {drs2}, {drd}", FLOATING),
    FMOVRQ  ("10 qrd:5 110101 rs1:5 0 rcond:3 00111 qrs2:5",     "fmovrq{rcond} {rs1}, {qrs2}, {qrd}", FLOATING);

    private final Row row;

    MoveOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}

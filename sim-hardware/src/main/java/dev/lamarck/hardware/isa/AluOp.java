package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.MAY_TRAP;
import static dev.lamarck.hardware.isa.Trait.READS_ICC;
import static dev.lamarck.hardware.isa.Trait.READS_Y;
import static dev.lamarck.hardware.isa.Trait.SETS_CC;
import static dev.lamarck.hardware.isa.Trait.WINDOW_DOWN;
import static dev.lamarck.hardware.isa.Trait.WINDOW_UP;
import static dev.lamarck.hardware.isa.Trait.WRITES_Y;

/**
 * Integer arithmetic, logic and shifts: rd = rs1 op source 2. SAVE and RESTORE add in the old window and write in the
 * new one.
 */
public enum AluOp implements Op {
    // A.2, A.31, A.56: add, logic, subtract
    ADD     ("10 rd:5 000000 rs1:5 @src2",    "add {rs1}, {src2}, {rd}"),
    AND     ("10 rd:5 000001 rs1:5 @src2",    "and {rs1}, {src2}, {rd}"),
    OR      ("10 rd:5 000010 rs1:5 @src2",    "or {rs1}, {src2}, {rd}"),
    XOR     ("10 rd:5 000011 rs1:5 @src2",    "xor {rs1}, {src2}, {rd}"),
    SUB     ("10 rd:5 000100 rs1:5 @src2",    "sub {rs1}, {src2}, {rd}"),
    ANDN    ("10 rd:5 000101 rs1:5 @src2",    "andn {rs1}, {src2}, {rd}"),
    ORN     ("10 rd:5 000110 rs1:5 @src2",    "orn {rs1}, {src2}, {rd}"),
    XNOR    ("10 rd:5 000111 rs1:5 @src2",    "xnor {rs1}, {src2}, {rd}"),
    ADDC    ("10 rd:5 001000 rs1:5 @src2",    "addc {rs1}, {src2}, {rd}", READS_ICC),
    SUBC    ("10 rd:5 001100 rs1:5 @src2",    "subc {rs1}, {src2}, {rd}", READS_ICC),
    ADDCC   ("10 rd:5 010000 rs1:5 @src2",    "addcc {rs1}, {src2}, {rd}", SETS_CC),
    ANDCC   ("10 rd:5 010001 rs1:5 @src2",    "andcc {rs1}, {src2}, {rd}", SETS_CC),
    ORCC    ("10 rd:5 010010 rs1:5 @src2",    "orcc {rs1}, {src2}, {rd}", SETS_CC),
    XORCC   ("10 rd:5 010011 rs1:5 @src2",    "xorcc {rs1}, {src2}, {rd}", SETS_CC),
    SUBCC   ("10 rd:5 010100 rs1:5 @src2",    "subcc {rs1}, {src2}, {rd}", SETS_CC),
    ANDNCC  ("10 rd:5 010101 rs1:5 @src2",    "andncc {rs1}, {src2}, {rd}", SETS_CC),
    ORNCC   ("10 rd:5 010110 rs1:5 @src2",    "orncc {rs1}, {src2}, {rd}", SETS_CC),
    XNORCC  ("10 rd:5 010111 rs1:5 @src2",    "xnorcc {rs1}, {src2}, {rd}", SETS_CC),
    ADDCCC  ("10 rd:5 011000 rs1:5 @src2",    "addccc {rs1}, {src2}, {rd}", READS_ICC, SETS_CC),
    SUBCCC  ("10 rd:5 011100 rs1:5 @src2",    "subccc {rs1}, {src2}, {rd}", READS_ICC, SETS_CC),

    // A.36, A.37, A.38: multiply and divide
    MULX    ("10 rd:5 001001 rs1:5 @src2",    "mulx {rs1}, {src2}, {rd}"),
    SDIVX   ("10 rd:5 101101 rs1:5 @src2",    "sdivx {rs1}, {src2}, {rd}", MAY_TRAP),
    UDIVX   ("10 rd:5 001101 rs1:5 @src2",    "udivx {rs1}, {src2}, {rd}", MAY_TRAP),
    UMUL    ("10 rd:5 001010 rs1:5 @src2",    "umul {rs1}, {src2}, {rd}", WRITES_Y),
    SMUL    ("10 rd:5 001011 rs1:5 @src2",    "smul {rs1}, {src2}, {rd}", WRITES_Y),
    UMULCC  ("10 rd:5 011010 rs1:5 @src2",    "umulcc {rs1}, {src2}, {rd}", WRITES_Y, SETS_CC),
    SMULCC  ("10 rd:5 011011 rs1:5 @src2",    "smulcc {rs1}, {src2}, {rd}", WRITES_Y, SETS_CC),
    UDIV    ("10 rd:5 001110 rs1:5 @src2",    "udiv {rs1}, {src2}, {rd}", READS_Y, MAY_TRAP),
    SDIV    ("10 rd:5 001111 rs1:5 @src2",    "sdiv {rs1}, {src2}, {rd}", READS_Y, MAY_TRAP),
    UDIVCC  ("10 rd:5 011110 rs1:5 @src2",    "udivcc {rs1}, {src2}, {rd}", READS_Y, SETS_CC, MAY_TRAP),
    SDIVCC  ("10 rd:5 011111 rs1:5 @src2",    "sdivcc {rs1}, {src2}, {rd}", READS_Y, SETS_CC, MAY_TRAP),
    MULSCC  ("10 rd:5 100100 rs1:5 @src2",    "mulscc {rs1}, {src2}, {rd}", READS_ICC, READS_Y, WRITES_Y, SETS_CC),

    // A.59, A.60: tagged arithmetic
    TADDCC  ("10 rd:5 100000 rs1:5 @src2",    "taddcc {rs1}, {src2}, {rd}", SETS_CC),
    TSUBCC  ("10 rd:5 100001 rs1:5 @src2",    "tsubcc {rs1}, {src2}, {rd}", SETS_CC),
    TADDCCTV("10 rd:5 100010 rs1:5 @src2",    "taddcctv {rs1}, {src2}, {rd}", SETS_CC, MAY_TRAP),
    TSUBCCTV("10 rd:5 100011 rs1:5 @src2",    "tsubcctv {rs1}, {src2}, {rd}", SETS_CC, MAY_TRAP),

    // A.49: shifts
    SLL     ("10 rd:5 100101 rs1:5 @count32", "sll {rs1}, {src2}, {rd}"),
    SRL     ("10 rd:5 100110 rs1:5 @count32", "srl {rs1}, {src2}, {rd}"),
    SRA     ("10 rd:5 100111 rs1:5 @count32", "sra {rs1}, {src2}, {rd}"),
    SLLX    ("10 rd:5 100101 rs1:5 @count64", "sllx {rs1}, {src2}, {rd}"),
    SRLX    ("10 rd:5 100110 rs1:5 @count64", "srlx {rs1}, {src2}, {rd}"),
    SRAX    ("10 rd:5 100111 rs1:5 @count64", "srax {rs1}, {src2}, {rd}"),

    // A.41: population count
    POPC    ("10 rd:5 101110 00000 @src2",    "popc {src2}, {rd}"),

    // A.45: register windows
    SAVE    ("10 rd:5 111100 rs1:5 @src2",    "save {rs1}, {src2}, {rd}", WINDOW_DOWN, MAY_TRAP),
    RESTORE ("10 rd:5 111101 rs1:5 @src2",    "restore {rs1}, {src2}, {rd}", WINDOW_UP, MAY_TRAP);

    private final Row row;

    AluOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}

package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.FLOATING;
import static dev.lamarck.hardware.isa.Trait.LOADS;
import static dev.lamarck.hardware.isa.Trait.PAIR;
import static dev.lamarck.hardware.isa.Trait.WRITES_FCC;
import static dev.lamarck.hardware.isa.Trait.WRITES_FCC0;
import static dev.lamarck.hardware.isa.Trait.WRITES_FSR;

/**
 * Loads. The forms ending in A name an address space: in the instruction, or, with an immediate offset, in %asi.
 */
public enum LoadOp implements Op {
    // A.27, A.28: integer
    LDUW  ("11 rd:5 000000 rs1:5 @src2",  "ld [ {addr} ], {rd}", LOADS),
    LDUWA ("11 rd:5 010000 rs1:5 @asi",   "lda [ {addr} ] {space}, {rd}", LOADS),
    LDUB  ("11 rd:5 000001 rs1:5 @src2",  "ldub [ {addr} ], {rd}", LOADS),
    LDUBA ("11 rd:5 010001 rs1:5 @asi",   "lduba [ {addr} ] {space}, {rd}", LOADS),
    LDUH  ("11 rd:5 000010 rs1:5 @src2",  "lduh [ {addr} ], {rd}", LOADS),
    LDUHA ("11 rd:5 010010 rs1:5 @asi",   "lduha [ {addr} ] {space}, {rd}", LOADS),
    LDD   ("11 rd:5 000011 rs1:5 @src2",  "ldtw [ {addr} ], {rd}", LOADS, PAIR),
    LDDA  ("11 rd:5 010011 rs1:5 @asi",   "ldtwa [ {addr} ] {space}, {rd}", LOADS, PAIR),
    LDSW  ("11 rd:5 001000 rs1:5 @src2",  "ldsw [ {addr} ], {rd}", LOADS),
    LDSWA ("11 rd:5 011000 rs1:5 @asi",   "ldswa [ {addr} ] {space}, {rd}", LOADS),
    LDSB  ("11 rd:5 001001 rs1:5 @src2",  "ldsb [ {addr} ], {rd}", LOADS),
    LDSBA ("11 rd:5 011001 rs1:5 @asi",   "ldsba [ {addr} ] {space}, {rd}", LOADS),
    LDSH  ("11 rd:5 001010 rs1:5 @src2",  "ldsh [ {addr} ], {rd}", LOADS),
    LDSHA ("11 rd:5 011010 rs1:5 @asi",   "ldsha [ {addr} ] {space}, {rd}", LOADS),
    LDX   ("11 rd:5 001011 rs1:5 @src2",  "ldx [ {addr} ], {rd}", LOADS),
    LDXA  ("11 rd:5 011011 rs1:5 @asi",   "ldxa [ {addr} ] {space}, {rd}", LOADS),

    // A.25, A.26: floating point
    LDF   ("11 frd:5 100000 rs1:5 @src2", "ld [ {addr} ], {frd}", LOADS, FLOATING),
    LDFA  ("11 frd:5 110000 rs1:5 @asi",  "lda [ {addr} ] {space}, {frd}", LOADS, FLOATING),
    LDQF  ("11 qrd:5 100010 rs1:5 @src2", "ldq [ {addr} ], {qrd}", LOADS, FLOATING),
    LDQFA ("11 qrd:5 110010 rs1:5 @asi",  "ldqa [ {addr} ] {space}, {qrd}", LOADS, FLOATING),
    LDDF  ("11 drd:5 100011 rs1:5 @src2", "ldd [ {addr} ], {drd}", LOADS, FLOATING),
    LDDFA ("11 drd:5 110011 rs1:5 @asi",  "ldda [ {addr} ] {space}, {drd}", LOADS, FLOATING),
    LDFSR ("11 00000 100001 rs1:5 @src2", "ld [ {addr} ], %fsr", LOADS, WRITES_FSR, WRITES_FCC0, FLOATING),
    LDXFSR("11 00001 100001 rs1:5 @src2", "ldx [ {addr} ], %fsr", LOADS, WRITES_FSR, WRITES_FCC, FLOATING);

    private final Row row;

    LoadOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}

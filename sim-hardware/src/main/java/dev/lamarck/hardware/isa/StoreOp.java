package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.FLOATING;
import static dev.lamarck.hardware.isa.Trait.PAIR;
import static dev.lamarck.hardware.isa.Trait.READS_FCC;
import static dev.lamarck.hardware.isa.Trait.READS_FCC0;
import static dev.lamarck.hardware.isa.Trait.READS_FSR;
import static dev.lamarck.hardware.isa.Trait.STORES;

/**
 * Stores. The forms ending in A name an address space: in the instruction, or, with an immediate offset, in %asi.
 */
public enum StoreOp implements Op {
    // A.53, A.54: integer
    STW   ("11 rt:5 000100 rs1:5 @src2",  "st {rt}, [ {addr} ]", STORES),
    STWA  ("11 rt:5 010100 rs1:5 @asi",   "sta {rt}, [ {addr} ] {space}", STORES),
    STB   ("11 rt:5 000101 rs1:5 @src2",  "stb {rt}, [ {addr} ]", STORES),
    STBA  ("11 rt:5 010101 rs1:5 @asi",   "stba {rt}, [ {addr} ] {space}", STORES),
    STH   ("11 rt:5 000110 rs1:5 @src2",  "sth {rt}, [ {addr} ]", STORES),
    STHA  ("11 rt:5 010110 rs1:5 @asi",   "stha {rt}, [ {addr} ] {space}", STORES),
    STD   ("11 rt:5 000111 rs1:5 @src2",  "sttw {rt}, [ {addr} ]", STORES, PAIR),
    STDA  ("11 rt:5 010111 rs1:5 @asi",   "sttwa {rt}, [ {addr} ] {space}", STORES, PAIR),
    STX   ("11 rt:5 001110 rs1:5 @src2",  "stx {rt}, [ {addr} ]", STORES),
    STXA  ("11 rt:5 011110 rs1:5 @asi",   "stxa {rt}, [ {addr} ] {space}", STORES),

    // A.51, A.52: floating point
    STF   ("11 frt:5 100100 rs1:5 @src2", "st {frt}, [ {addr} ]", STORES, FLOATING),
    STFA  ("11 frt:5 110100 rs1:5 @asi",  "sta {frt}, [ {addr} ] {space}", STORES, FLOATING),
    STQF  ("11 qrt:5 100110 rs1:5 @src2", "stq {qrt}, [ {addr} ]", STORES, FLOATING),
    STQFA ("11 qrt:5 110110 rs1:5 @asi",  "stqa {qrt}, [ {addr} ] {space}", STORES, FLOATING),
    STDF  ("11 drt:5 100111 rs1:5 @src2", "std {drt}, [ {addr} ]", STORES, FLOATING),
    STDFA ("11 drt:5 110111 rs1:5 @asi",  "stda {drt}, [ {addr} ] {space}", STORES, FLOATING),
    STFSR ("11 00000 100101 rs1:5 @src2", "st %fsr, [ {addr} ]", STORES, READS_FSR, READS_FCC0, FLOATING),
    STXFSR("11 00001 100101 rs1:5 @src2", "stx %fsr, [ {addr} ]", STORES, READS_FSR, READS_FCC, FLOATING);

    private final Row row;

    StoreOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}

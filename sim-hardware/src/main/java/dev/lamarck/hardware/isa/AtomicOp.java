package dev.lamarck.hardware.isa;

import static dev.lamarck.hardware.isa.Trait.LOADS;
import static dev.lamarck.hardware.isa.Trait.STORES;

/**
 * Atomic load-stores (A.9, A.29, A.30, A.57, A.58). CASA compares rs2 with memory and exchanges it with rd.
 */
public enum AtomicOp implements Op {
    CASA   ("11 rx:5 111100 rs1:5 @casasi", "casa [ {rs1} ] {space}, {rs2}, {rx}", LOADS, STORES),
    CASXA  ("11 rx:5 111110 rs1:5 @casasi", "casxa [ {rs1} ] {space}, {rs2}, {rx}", LOADS, STORES),
    SWAP   ("11 rx:5 001111 rs1:5 @src2",   "swap [ {addr} ], {rx}", LOADS, STORES),
    SWAPA  ("11 rx:5 011111 rs1:5 @asi",    "swapa [ {addr} ] {space}, {rx}", LOADS, STORES),
    LDSTUB ("11 rd:5 001101 rs1:5 @src2",   "ldstub [ {addr} ], {rd}", LOADS, STORES),
    LDSTUBA("11 rd:5 011101 rs1:5 @asi",    "ldstuba [ {addr} ] {space}, {rd}", LOADS, STORES);

    private final Row row;

    AtomicOp(String pattern, String text, Trait... traits) {
        this.row = new Row(pattern, text, traits);
    }

    @Override
    public Row row() {
        return row;
    }
}

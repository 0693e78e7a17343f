package dev.lamarck.hardware.isa;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The names that patterns and texts of the table use for their operands. The name says where the operand belongs, what kind
 * it is, and whether a register is read or written: {@code rt} and {@code rx} stand where the manual writes rd for a register
 * that is stored, or exchanged. A prefix {@code f d q} means a single, double or quad floating-point register.
 */
enum Field {
    RD("rd", Slot.RD, Kind.INTEGER_REGISTER, Access.DEF),
    RT("rt", Slot.RD, Kind.INTEGER_REGISTER, Access.USE),
    RX("rx", Slot.RD, Kind.INTEGER_REGISTER, Access.USE_AND_DEF),
    RS1("rs1", Slot.RS1, Kind.INTEGER_REGISTER, Access.USE),
    RS2("rs2", Slot.RS2, Kind.INTEGER_REGISTER, Access.USE),
    FRD("frd", Slot.RD, Kind.SINGLE_REGISTER, Access.DEF),
    FRT("frt", Slot.RD, Kind.SINGLE_REGISTER, Access.USE),
    FRX("frx", Slot.RD, Kind.SINGLE_REGISTER, Access.USE_AND_DEF),
    FRS1("frs1", Slot.RS1, Kind.SINGLE_REGISTER, Access.USE),
    FRS2("frs2", Slot.RS2, Kind.SINGLE_REGISTER, Access.USE),
    DRD("drd", Slot.RD, Kind.DOUBLE_REGISTER, Access.DEF),
    DRT("drt", Slot.RD, Kind.DOUBLE_REGISTER, Access.USE),
    DRX("drx", Slot.RD, Kind.DOUBLE_REGISTER, Access.USE_AND_DEF),
    DRS1("drs1", Slot.RS1, Kind.DOUBLE_REGISTER, Access.USE),
    DRS2("drs2", Slot.RS2, Kind.DOUBLE_REGISTER, Access.USE),
    QRD("qrd", Slot.RD, Kind.QUAD_REGISTER, Access.DEF),
    QRT("qrt", Slot.RD, Kind.QUAD_REGISTER, Access.USE),
    QRX("qrx", Slot.RD, Kind.QUAD_REGISTER, Access.USE_AND_DEF),
    QRS1("qrs1", Slot.RS1, Kind.QUAD_REGISTER, Access.USE),
    QRS2("qrs2", Slot.RS2, Kind.QUAD_REGISTER, Access.USE),
    SIMM("simm", Slot.IMMEDIATE, Kind.SIGNED),
    COUNT("count", Slot.IMMEDIATE, Kind.UNSIGNED),
    TRAP("trap", Slot.IMMEDIATE, Kind.UNSIGNED),
    MODE("mode", Slot.IMMEDIATE, Kind.UNSIGNED),
    IMM22("imm22", Slot.IMMEDIATE, Kind.HIGH22),
    CONST22("const22", Slot.IMMEDIATE, Kind.CONST22),
    DISP("disp", Slot.IMMEDIATE, Kind.DISPLACEMENT),
    BCOND("bcond", Slot.CONDITION, Kind.BRANCH_CONDITION),
    COND("cond", Slot.CONDITION, Kind.CONDITION),
    FBCOND("fbcond", Slot.CONDITION, Kind.FP_BRANCH_CONDITION),
    FCOND("fcond", Slot.CONDITION, Kind.FP_CONDITION),
    RBCOND("rbcond", Slot.CONDITION, Kind.REGISTER_BRANCH_CONDITION),
    RCOND("rcond", Slot.CONDITION, Kind.REGISTER_CONDITION),
    A("a", Slot.ANNUL, Kind.ANNUL),
    P("p", Slot.PREDICT, Kind.PREDICT),
    ICC("icc", Slot.CC, Kind.INTEGER_CC),
    FCC("fcc", Slot.CC, Kind.FP_CC),
    ASI("asi", Slot.ASI, Kind.ASI),
    PR("pr", Slot.SELECTOR, Kind.PRIVILEGED_REGISTER),
    ASR("asr", Slot.SELECTOR, Kind.ANCILLARY_REGISTER),
    RASR("rasr", Slot.SELECTOR, Kind.ANCILLARY_SOURCE),
    MASK("mask", Slot.SELECTOR, Kind.BARRIER_MASK),
    FCN("fcn", Slot.SELECTOR, Kind.PREFETCH_FUNCTION);

    private static final Map<String, Field> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(field -> field.text, Function.identity()));

    final String text;
    final Slot slot;
    final Kind kind;
    final Access access;

    Field(String text, Slot slot, Kind kind) {
        this(text, slot, kind, Access.NONE);
    }

    Field(String text, Slot slot, Kind kind, Access access) {
        this.text = text;
        this.slot = slot;
        this.kind = kind;
        this.access = access;
    }

    static Field named(String name) {
        Field field = BY_NAME.get(name);
        if (field == null) {
            throw new AssertionError("no operand field is called " + name);
        }
        return field;
    }
}

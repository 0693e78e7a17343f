package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.Effects;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Writes what the processor does for a region: windows, conditional traps, and instructions of its units. */
final class UnitEmitter {
    private static final ClassDesc FLOATING = FloatingOperations.class.describeConstable().orElseThrow();
    private static final ClassDesc DEFERRED = DeferredOperations.class.describeConstable().orElseThrow();
    private static final ClassDesc DEFERRED_SINGLE = DeferredSingles.class.describeConstable().orElseThrow();
    private static final ClassDesc SINGLE = SingleOperations.class.describeConstable().orElseThrow();
    /** Of {@link Emission#hide}. */
    private static final int FLOATING_BYTES = 30;
    private static final MethodTypeDesc COMPUTES = MethodTypeDesc.of(ConstantDescs.CD_boolean, Emission.PORT, ConstantDescs.CD_int);
    private static final MethodTypeDesc DEFERS = COMPUTES.insertParameterTypes(1, ConstantDescs.CD_int, ConstantDescs.CD_int)
            .insertParameterTypes(4, ConstantDescs.CD_boolean);
    private static final ClassDesc MOVES = FloatingMoves.class.describeConstable().orElseThrow();
    private static final ClassDesc ALIGNMENT = Alignment.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc ALIGNS_ADDRESS = MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_boolean);
    private static final MethodTypeDesc ALIGNS = COMPUTES.insertParameterTypes(1, ConstantDescs.CD_int, ConstantDescs.CD_int);
    private static final long WINDOWED = Effects.INTEGER & ~RegisterSet.GLOBALS;
    /** Of WRPR: selects the globals. */
    private static final int PSTATE = 6;
    /** Which change what is fetched, loaded or interrupted. */
    private static final int TRAP_LEVEL = 7;
    private static final int INTERRUPT_LEVEL = 8;
    private static final int ON_XCC = 1 << 12;

    private final Emission emission;
    private final ConditionEmitter conditions;
    private final CodeBuilder code;

    UnitEmitter(Emission emission, ConditionEmitter conditions) {
        this.emission = emission;
        this.conditions = conditions;
        this.code = emission.code;
    }

    /** Writes any instruction that is PLAIN. */
    void emit(int opcode, int word) {
        switch (opcode) {
            case Opcode.FLUSH, Opcode.MEMBAR, Opcode.STBAR -> { }
            case Opcode.SAVE, Opcode.RESTORE -> {
                emission.store();
                emission.address(word);
                code.lstore(Locals.TEMPORARY);
                moveToWindow(opcode == Opcode.SAVE, emission.live.getAsLong() & ~(1L << Fields.rd(word)));
                code.lload(Locals.TEMPORARY);
                emission.write(Fields.rd(word));
            }
            case Opcode.SAVED, Opcode.RESTORED -> {
                emission.store();
                emission.port();
                code.loadConstant(opcode == Opcode.SAVED ? 1 : 0);
                emission.call("adjustWindows", ConstantDescs.CD_boolean, ConstantDescs.CD_boolean);
                code.ifeq(emission.interpret());
            }
            case Opcode.RDPR -> {
                prepare(Fields.rs1(word));
                emission.call("readPrivileged", ConstantDescs.CD_long, ConstantDescs.CD_int);
                emission.write(Fields.rd(word));
            }
            case Opcode.WRPR -> {
                if (isMode(Fields.rd(word))) {
                    execute(opcode, word);
                } else {
                    prepare(Fields.rd(word));
                    emission.read(Fields.rs1(word));
                    emission.second(word);
                    code.lxor();
                    emission.call("writePrivileged", ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_long);
                }
            }
            case Opcode.TCC -> {
                if (Fields.condition(word) != 0) {
                    emission.store();
                    conditions.jumpIf(Fields.condition(word), true, (word & ON_XCC) != 0, emission.interpret());
                }
            }
            case Opcode.ALIGNADDR, Opcode.ALIGNADDRL -> {
                emission.store();
                emission.get("isFloatingEnabled", ConstantDescs.CD_boolean);
                code.ifeq(emission.interpret());
                emission.get("alignment", ALIGNMENT);
                emission.read(Fields.rs1(word));
                emission.read(Fields.rs2(word));
                code.ladd().loadConstant(opcode == Opcode.ALIGNADDRL ? 1 : 0).invokeinterface(ALIGNMENT, "alignAddress", ALIGNS_ADDRESS);
                emission.write(Fields.rd(word));
            }
            case Opcode.FALIGNDATA -> {
                emission.store();
                emission.port();
                code.loadConstant(Fields.doubleIndex(Fields.rs1(word))).loadConstant(Fields.doubleIndex(Fields.rs2(word))).loadConstant(Fields.doubleIndex(Fields.rd(word)));
                code.invokestatic(MOVES, "align", ALIGNS).ifeq(emission.interpret());
            }
            default -> {
                String onDoubles = DeferredOperations.named(opcode);
                String onSingles = DeferredSingles.named(opcode);
                if (onDoubles != null) {
                    defer(DEFERRED, onDoubles, FloatingOperations.first(word), FloatingOperations.second(opcode, word),
                            FloatingOperations.result(opcode, word), FLOATING, word);
                } else if (onSingles != null) {
                    defer(DEFERRED_SINGLE, onSingles, Fields.rs1(word), SingleOperations.second(opcode, word),
                            SingleOperations.result(opcode, word), SINGLE, word);
                } else {
                    execute(opcode, word);
                }
            }
        }
    }

    /** The port and the number of a privileged register, which answers. */
    private void prepare(int register) {
        emission.store();
        emission.port();
        code.loadConstant(register);
        emission.call("answersPrivileged", ConstantDescs.CD_boolean, ConstantDescs.CD_int);
        code.ifeq(emission.interpret());
        emission.port();
        code.loadConstant(register);
    }

    private static boolean isMode(int register) {
        return register == PSTATE || register == TRAP_LEVEL || register == INTERRUPT_LEVEL;
    }

    /** By a method that does it if that may be put off, of these numbers of registers, or by one that always does. */
    private void defer(ClassDesc deferring, String method, int first, int second, int result, ClassDesc computing, int word) {
        Label done = code.newLabel();
        emission.store();
        emission.port();
        code.loadConstant(first).loadConstant(second).loadConstant(result).loadConstant(shows() ? 1 : 0).invokestatic(deferring, method, DEFERS).ifne(done);
        emission.port();
        code.loadConstant(word).invokestatic(computing, "compute", COMPUTES).ifeq(emission.interpret());
        code.labelBinding(done);
        emission.hide(FLOATING_BYTES);
    }

    /** Whether somebody might read what the operation leaves in the FSR: the region might be left before the next one, or that might not come in this block. */
    private boolean shows() {
        for (int at = emission.at + 1; emission.mayFollow(at); at++) {
            int opcode = Opcode.of(emission.page.word(at));
            if (DeferredOperations.named(opcode) != null || DeferredSingles.named(opcode) != null) {
                return false;
            } else if (!ArithmeticEmitter.isCertain(opcode)) {
                return true;
            }
        }
        return true;
    }

    /** SAVE, or RESTORE and RETURN; if it traps, nothing has changed. {@code needed}: registers, in the other window. */
    void moveToWindow(boolean save, long needed) {
        emission.port();
        emission.call(save ? "save" : "restore", ConstantDescs.CD_boolean);
        code.ifeq(emission.trap(save));
        emission.loadWindow();
        emission.load(needed & WINDOWED);
    }

    private void execute(int opcode, int word) {
        Effects effects = Effects.of(word);
        emission.storeAll();
        if ((effects.uses() & (Effects.ICC | Effects.XCC)) != 0) {
            emission.storeConditionCodes();
        }
        emission.port();
        code.loadConstant(opcode).loadConstant(word);
        emission.call("execute", ConstantDescs.CD_boolean, ConstantDescs.CD_int, ConstantDescs.CD_int);
        code.ifeq(emission.interpret());
        emission.load(effects.defines() & Effects.INTEGER);
        if (opcode == Opcode.WRPR && Fields.rd(word) == PSTATE) {
            emission.loadGlobals();
            emission.load(emission.live.getAsLong() & RegisterSet.GLOBALS);
        }
    }
}

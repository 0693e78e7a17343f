package dev.lamarck.hardware.translate;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/**
 * Writes what the caches and the predictor do, in timing mode. Hits, and misses that the E-cache serves, happen in the region; what goes
 * beyond the E-cache is left to the interpreter, as it may take any line from the caches, that of the region too.
 */
final class TimingEmitter {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    private static final int SUB_BLOCK_BITS = 4;
    private static final int EXTERNAL_BITS = 6;
    private static final int PAIRS = 4;
    private static final int SURELY_TAKEN = 3;

    private final Emission emission;
    private final CodeBuilder code;
    private final StallBounds stalls;

    TimingEmitter(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
        this.stalls = emission.target.stalls();
    }

    /** An access at {@link Locals#VA} and {@link Locals#PA}. */
    void access(boolean store) {
        if (store) {
            code.aload(Locals.MODIFIED_TAGS).iload(Locals.PA).i2l().iload(Locals.PA).loadConstant(EXTERNAL_BITS);
            holds();
            code.ifeq(emission.interpret());
        }
        Label hit = code.newLabel();
        code.aload(Locals.DATA_TAGS).lload(Locals.VA).iload(Locals.PA).loadConstant(SUB_BLOCK_BITS);
        holds();
        code.ifne(hit);
        if (store) {
            emission.port();
            code.dup().getfield(Emission.PORT, "storeMisses", INT).iconst_1().iadd().putfield(Emission.PORT, "storeMisses", INT);
        } else {
            emission.port();
            code.lload(Locals.VA).iload(Locals.PA);
            emission.call("fillData", BOOLEAN, LONG, INT);
            code.ifeq(emission.interpret());
            stall(stalls.load());
        }
        code.labelBinding(hit);
        if (store && stalls.store() > 0) {
            emission.port();
            emission.call("stallStore", ConstantDescs.CD_void);
            stall(stalls.store());
        }
    }

    private void holds() {
        emission.callStatic("holds", BOOLEAN, INTS, LONG, INT, INT);
    }

    private void stall(int cycles) {
        if (cycles > 0) {
            code.iinc(Locals.LIMIT, -cycles);
        }
    }

    /** Fetch moves to the line of the emission's place; {@code certainly} another than that being fetched from. */
    void fetch(boolean certainly) {
        Label done = code.newLabel();
        code.iload(Locals.FIRST_LINE).loadConstant(emission.at / StallBounds.LINE_WORDS).iadd();
        if (!certainly) {
            Label moves = code.newLabel();
            code.dup().iload(Locals.LINE).if_icmpne(moves).pop().goto_(done).labelBinding(moves);
        }
        Label here = code.newLabel();
        code.istore(Locals.PA).iload(Locals.PA).loadConstant(emission.target.setMask()).aload(Locals.LINE_TAGS).aload(Locals.LEAST_RECENT);
        emission.callStatic("find", INT, INT, INT, INTS, INTS);
        code.istore(Locals.TEMPORARY).iload(Locals.TEMPORARY).ifge(here);
        emission.port();
        code.iload(Locals.PA);
        emission.call("fetchFromExternal", INT, INT);
        code.istore(Locals.TEMPORARY).iload(Locals.TEMPORARY).iflt(emission.interpret());
        stall(stalls.fetch());
        code.labelBinding(here);
        code.iload(Locals.TEMPORARY).istore(Locals.PLACE).iload(Locals.PA).istore(Locals.LINE).iinc(Locals.FETCHES, 1);
        code.labelBinding(done);
    }

    /** A branch at the emission's place has been decided. */
    void predict(boolean taken) {
        Label sure = code.newLabel();
        int pair = emission.at / 2 % PAIRS;
        code.aload(Locals.HISTORIES).iload(Locals.PLACE).iconst_2().ishl().loadConstant(pair).ior().iaload();
        if (taken) {
            code.loadConstant(SURELY_TAKEN).if_icmpeq(sure);
        } else {
            code.ifeq(sure);
        }
        emission.port();
        code.iload(Locals.PLACE).iconst_2().ishl().loadConstant(pair).ior().loadConstant(taken ? 1 : 0);
        emission.call("learn", BOOLEAN, INT, BOOLEAN);
        code.ifeq(sure);
        stall(stalls.branch());
        code.labelBinding(sure);
    }
}

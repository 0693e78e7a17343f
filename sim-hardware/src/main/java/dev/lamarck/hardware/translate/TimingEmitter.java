package dev.lamarck.hardware.translate;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/**
 * Writes what the I-cache and the predictor do, in timing mode. Hits, and misses that the E-cache serves, happen in the region; what goes
 * beyond the E-cache is left to the interpreter, as it may take any line from the caches, that of the region too.
 */
final class TimingEmitter {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    private static final int PAIRS = 4;

    private final Emission emission;
    private final CodeBuilder code;

    TimingEmitter(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    /** Fetch moves to the line of the emission's place; {@code certainly} another than that being fetched from. */
    void fetch(boolean certainly) {
        emission.store();
        Label done = code.newLabel();
        code.iload(Locals.FIRST_LINE).loadConstant(emission.at / StallBounds.LINE_WORDS).iadd();
        if (!certainly) {
            Label moves = code.newLabel();
            code.dup().iload(Locals.LINE).if_icmpne(moves).pop().goto_(done).labelBinding(moves);
        }
        code.istore(Locals.PA);
        emission.port();
        code.iload(Locals.PA).loadConstant(emission.target.setMask()).aload(Locals.LINE_TAGS);
        emission.callStatic("fetch", INT, Emission.PORT, INT, INT, INTS);
        code.istore(Locals.TEMPORARY).iload(Locals.TEMPORARY).iflt(emission.interpret());
        code.iload(Locals.TEMPORARY).istore(Locals.PLACE).iload(Locals.PA).istore(Locals.LINE).iinc(Locals.FETCHES, 1);
        code.labelBinding(done);
    }

    /** A branch at the emission's place has been decided. */
    void predict(boolean taken) {
        emission.port();
        code.aload(Locals.HISTORIES).iload(Locals.PLACE).iconst_2().ishl().loadConstant(emission.at / 2 % PAIRS).ior();
        emission.callStatic(taken ? "taken" : "notTaken", ConstantDescs.CD_void, Emission.PORT, INTS, INT);
    }

    /** A jump to an address in registers is done. */
    void jump() {
        int cycles = emission.target.stalls().jump();
        if (cycles > 0) {
            emission.port();
            code.dup().getfield(Emission.PORT, "limit", INT).loadConstant(cycles).isub().putfield(Emission.PORT, "limit", INT);
        }
    }
}

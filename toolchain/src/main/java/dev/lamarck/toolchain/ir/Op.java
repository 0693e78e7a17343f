package dev.lamarck.toolchain.ir;

import static dev.lamarck.toolchain.ir.Effect.ANY;
import static dev.lamarck.toolchain.ir.Effect.PURE;
import static dev.lamarck.toolchain.ir.Effect.READ;
import static dev.lamarck.toolchain.ir.Effect.TRAP;
import static dev.lamarck.toolchain.ir.Effect.WRITE;

/**
 * The operations. A row: at which level, how many operands ({@link #ANY_NUMBER}: any), effect. In the one-line meanings a, b, c are
 * the operands, {@code #} the value's constant, {@code @} its detail. Unless said otherwise an op is 64-bit when its type is
 * {@code LONG} and Java's 32-bit one when its type is {@code INT} (high level only).
 */
public enum Op {
    // Both levels

    /** A block parameter; stands in no block's instruction list. */
    PARAMETER(Where.BOTH, 0, PURE),
    /** # (a reference: 0, null; in a residual also the address of an object). */
    CONSTANT(Where.BOTH, 0, PURE),
    /** Address of symbol @ plus #. */
    SYMBOL(Where.BOTH, 0, PURE),
    /** a + b. */
    ADD(Where.BOTH, 2, PURE),
    /** a − b. */
    SUBTRACT(Where.BOTH, 2, PURE),
    /** a × b, low part. */
    MULTIPLY(Where.BOTH, 2, PURE),
    /** a / b, signed, towards zero, MIN / −1 = MIN; b = 0 traps (0x28). Low level: {@code sdivx}. */
    DIVIDE(Where.BOTH, 2, TRAP),
    /** a / b, unsigned; b = 0 traps. {@code udivx}. LONG only. */
    DIVIDE_UNSIGNED(Where.BOTH, 2, TRAP),
    /** a & b. */
    AND(Where.BOTH, 2, PURE),
    /** a | b. */
    OR(Where.BOTH, 2, PURE),
    /** a ^ b. */
    XOR(Where.BOTH, 2, PURE),
    /** a << b, count modulo width. LONG: {@code sllx}. */
    SHIFT_LEFT(Where.BOTH, 2, PURE),
    /** a >> b, count modulo width. LONG: {@code srax}. */
    SHIFT_RIGHT(Where.BOTH, 2, PURE),
    /** a >>> b, count modulo width. LONG: {@code srlx}. */
    SHIFT_RIGHT_UNSIGNED(Where.BOTH, 2, PURE),
    /** 1 if (a @ b) else 0; @ is a {@link Comparison}. */
    COMPARE(Where.BOTH, 2, PURE),
    /** c if (a @ b) else d; @ is a {@link Comparison}. {@code movcc}. */
    SELECT(Where.BOTH, 4, PURE),
    /** Memory at a + b as @ (an {@link Access}) says. b is a CONSTANT or a register; any pair that is not [r + simm13] or [r + r] is the back end's to form. */
    LOAD(Where.BOTH, 2, READ),
    /** Stores the low bytes of c at a + b as @ (an {@link Access}) says. */
    STORE(Where.BOTH, 3, WRITE),
    /** Compare-and-swap at address a: if memory = b then memory := c; gives the old value (low level, datum INT: zero-extended, as {@code casa} does). @ is an {@link Access} of datum INT or LONG. */
    COMPARE_AND_SWAP(Where.BOTH, 3, ANY),
    /** Software trap # if (a @ b); @ is a {@link Comparison}. {@code cmp; tcc}. */
    TRAP_IF(Where.BOTH, 2, TRAP),
    /** Privileged register #. {@code rdpr}. */
    READ_PRIVILEGED(Where.BOTH, 0, ANY),
    /** Privileged register # := a. {@code wrpr}. */
    WRITE_PRIVILEGED(Where.BOTH, 1, ANY),
    /** Ancillary state register #. {@code rd}. */
    READ_STATE(Where.BOTH, 0, ANY),
    /** Ancillary state register # := a. {@code wr}. */
    WRITE_STATE(Where.BOTH, 1, ANY),
    /** {@code flushw}. */
    FLUSH_WINDOWS(Where.BOTH, 0, ANY),
    /** {@code flush} of the doubleword at a. */
    FLUSH_INSTRUCTION(Where.BOTH, 1, ANY),
    /** {@code membar} with mask #. */
    BARRIER(Where.BOTH, 0, ANY),
    /** {@code %g7}. */
    READ_THREAD(Where.BOTH, 0, ANY),
    /** {@code %g7} := a. */
    WRITE_THREAD(Where.BOTH, 1, ANY),
    /** {@code %g6}. */
    READ_CPU(Where.BOTH, 0, ANY),
    /** {@code %g6} := a. */
    WRITE_CPU(Where.BOTH, 1, ANY),
    /** {@code %sp}, biased, as the register holds it. */
    READ_STACK_POINTER(Where.BOTH, 0, ANY),
    /** Calls code address a with the other operands as arguments, by the V9 ABI; LONG or VOID. */
    CALL_ADDRESS(Where.BOTH, -1, ANY),
    /** {@code ta 0x6d}: number a in {@code %g1}, the other six in {@code %o0}–{@code %o5}; the result negated if carry came back set. */
    SYSTEM_CALL(Where.BOTH, 7, ANY),

    // Low level only

    /** a's low 32 bits, sign-extended. {@code sra a, 0}. */
    EXTEND_INT(Where.LOW, 1, PURE),
    /** a's low 32 bits, zero-extended. {@code srl a, 0}. */
    EXTEND_UNSIGNED_INT(Where.LOW, 1, PURE),
    /** a << (b & 31), all 64 bits of the result (the upper half is not canonical). {@code sll}. */
    SHIFT_LEFT_INT(Where.LOW, 2, PURE),
    /** (int) a >> (b & 31), sign-extended. {@code sra}. */
    SHIFT_RIGHT_INT(Where.LOW, 2, PURE),
    /** (int) a >>> (b & 31), zero-extended. {@code srl}. */
    SHIFT_RIGHT_UNSIGNED_INT(Where.LOW, 2, PURE),
    /** Calls symbol @ with the operands as arguments, by the V9 ABI; LONG or VOID. */
    CALL(Where.LOW, -1, ANY),

    // High level only

    /** a % b, Java's; b = 0 traps. */
    REMAINDER(Where.HIGH, 2, TRAP),
    /** a % b, unsigned; b = 0 traps. LONG only. */
    REMAINDER_UNSIGNED(Where.HIGH, 2, TRAP),
    /** −1, 0 or 1 as a <, =, > b at width @ ({@link Comparison}, LESS or BELOW: signed or not). */
    THREE_WAY_COMPARE(Where.HIGH, 2, PURE),
    /** int a as a long. */
    INT_TO_LONG(Where.HIGH, 1, PURE),
    /** int a as a long, zero-extended. */
    UNSIGNED_INT_TO_LONG(Where.HIGH, 1, PURE),
    /** long a's low half as an int. */
    LONG_TO_INT(Where.HIGH, 1, PURE),
    /** (byte) a. */
    INT_TO_BYTE(Where.HIGH, 1, PURE),
    /** (short) a. */
    INT_TO_SHORT(Where.HIGH, 1, PURE),
    /** (char) a. */
    INT_TO_CHAR(Where.HIGH, 1, PURE),
    /** The string object of literal @. */
    STRING(Where.HIGH, 0, PURE),
    /** The address of the hub of type @, as a LONG. */
    HUB(Where.HIGH, 0, PURE),
    /** The entry address of method @, as a LONG. */
    ENTRY(Where.HIGH, 0, PURE),
    /** Reference a as an address (LONG), or address a as a reference (REFERENCE). */
    REINTERPRET(Where.HIGH, 1, PURE),
    /** Traps NULL if a is null. */
    NULL_CHECK(Where.HIGH, 1, TRAP),
    /** Traps BOUNDS unless 0 ≤ a < b (b ≥ 0). */
    BOUNDS_CHECK(Where.HIGH, 2, TRAP),
    /** Length of array a, not null. */
    ARRAY_LENGTH(Where.HIGH, 1, PURE),
    /** Field @ of a, not null. */
    LOAD_FIELD(Where.HIGH, 1, READ),
    /** Field @ of a, not null, := b. */
    STORE_FIELD(Where.HIGH, 2, WRITE),
    /** Static field @. */
    LOAD_STATIC(Where.HIGH, 0, READ),
    /** Static field @ := a. */
    STORE_STATIC(Where.HIGH, 1, WRITE),
    /** Element b of array a, not null, b within bounds; @ is an {@link Access}. */
    LOAD_ELEMENT(Where.HIGH, 2, READ),
    /** Element b of array a, not null, b within bounds, := c; @ is an {@link Access}. */
    STORE_ELEMENT(Where.HIGH, 3, WRITE),
    /** Traps ARRAY_STORE unless reference b may be an element of array a, not null, which the program knows as of type @. */
    ARRAY_STORE_CHECK(Where.HIGH, 2, TRAP),
    /** A new instance of class @, fields zero. */
    NEW(Where.HIGH, 0, ANY),
    /** A new array of type @ and length a ≥ 0. */
    NEW_ARRAY(Where.HIGH, 1, ANY),
    /** 1 if a is not null and of type @, else 0. */
    INSTANCE_OF(Where.HIGH, 1, PURE),
    /** Traps CAST unless a is null or of type @; gives a. */
    CHECK_CAST(Where.HIGH, 1, TRAP),
    /** Calls method @ itself; receiver first, not null. */
    CALL_DIRECT(Where.HIGH, -1, ANY),
    /** Calls what a's class, a not null, makes of method @ of a class. */
    CALL_VIRTUAL(Where.HIGH, -1, ANY),
    /** Calls what a's class, a not null, makes of method @ of an interface. */
    CALL_INTERFACE(Where.HIGH, -1, ANY);

    public static final int ANY_NUMBER = -1;

    private enum Where { HIGH, LOW, BOTH }

    private final Where where;
    private final int operands;
    private final Effect effect;

    Op(Where where, int operands, Effect effect) {
        this.where = where;
        this.operands = operands;
        this.effect = effect;
    }

    public boolean allowedAt(Level level) {
        return where == Where.BOTH || where.name().equals(level.name());
    }

    public int operands() {
        return operands;
    }

    public Effect effect() {
        return effect;
    }

    /** Whether exchanging the two operands changes nothing. */
    public boolean commutative() {
        return switch (this) {
            case ADD, MULTIPLY, AND, OR, XOR -> true;
            default -> false;
        };
    }
}

package dev.lamarck.hardware.cpu;

import java.util.List;
import java.util.Random;

/**
 * Random instructions as text: integer, control transfer, memory and floating point, which end by storing all registers in a
 * buffer at label {@code state} and jumping to label {@code done}. Avoided: what QEMU 7.2 gets wrong (NaN operands, a
 * 64-bit division by zero, control transfers in delay slots, arithmetic with carry after a logical operation or a division).
 */
final class RandomProgram {
    static final int STATE_WORDS = 32 + 4 + 32 + 16;
    /** Offset in the buffer of the scratch area that the instructions access. */
    private static final int SCRATCH = STATE_WORDS * 8;
    static final int BUFFER_BYTES = SCRATCH + 64;

    private static final String[] REGISTERS = {
        "%g2", "%g3", "%g4", "%g5", "%o0", "%o1", "%o2", "%o3", "%o4", "%o5", "%l0", "%l1", "%l2", "%l3", "%l4", "%l5", "%l6",
        "%l7", "%i0", "%i1", "%i2", "%i3", "%i4", "%i5", "%o7", "%i7", "%g0"
    };
    private static final List<String> ALU = List.of(
            "add", "and", "or", "xor", "sub", "andn", "orn", "xnor", "addc", "subc", "addcc", "andcc", "orcc", "xorcc", "subcc",
            "andncc", "orncc", "xnorcc", "mulx", "umul", "smul", "umulcc", "smulcc", "taddcc", "tsubcc",
            "sll", "srl", "sra");
    private static final List<String> WIDE_SHIFTS = List.of("sllx", "srlx", "srax");
    private static final List<String> CONDITIONS = List.of(
            "n", "e", "le", "l", "leu", "cs", "neg", "vs", "a", "ne", "g", "ge", "gu", "cc", "pos", "vc");
    private static final List<String> REGISTER_CONDITIONS = List.of("z", "lez", "lz", "nz", "gz", "gez");
    private static final List<String> FLOAT_CONDITIONS = List.of(
            "u", "g", "ug", "l", "ul", "lg", "ne", "e", "ue", "ge", "uge", "le", "ule", "o");
    private static final List<String> DYADIC = List.of("fadd", "fsub", "fmul", "fdiv");
    private static final List<String> CONVERSIONS_TO_SINGLE = List.of("fitos %s", "fstoi %s", "fsqrts %s", "fnegs %s", "fabss %s", "fmovs %s");
    private static final List<String> DOUBLE_TO_DOUBLE = List.of("fdtox %s", "fxtod %s", "fsqrtd %s", "fnegd %s", "fabsd %s", "fmovd %s");
    private static final List<String> DOUBLE_TO_SINGLE = List.of("fdtos %s", "fdtoi %s", "fxtos %s");
    private static final List<String> SINGLE_TO_DOUBLE = List.of("fstod %s", "fitod %s", "fstox %s");
    private static final long[] INTERESTING = {
        0, 1, -1, 2, 7, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL, 0x1_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE,
        0x5555_5555_5555_5555L, 0xffff_ffff_8000_0000L
    };
    private static final double[] INTERESTING_DOUBLES = {
        0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 3.0, 0x1p-1022, 0x1p-1074, Double.MAX_VALUE, -Double.MAX_VALUE, 1e10, -1e10, 1e19, -1e19,
        2147483647.5, -2147483648.5, 0x1p63, 0x1p31, 1e300, 1e-300, 0.1, 1e-310, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, 0x1.fffffep127, 0x1.ffffffp127, 0x1p-126, 0x1p-149, 16777217.0
    };

    private Random random;
    private final long seed;
    private final StringBuilder text = new StringBuilder();
    private int labels;

    RandomProgram(long seed) {
        this.seed = seed;
    }

    /** The program's text; the caller defines {@code done}. */
    String text(int instructions) {
        random = new Random(seed);
        line("start: setx pool, %g1, %g2");
        for (int i = 0; i < REGISTERS.length - 1; i++) {
            line("ldx [%%g2 + %d], %s", 8 * (REGISTERS.length - i), REGISTERS[REGISTERS.length - 2 - i]);
        }
        line("setx floats, %g1, %g7");
        for (int i = 0; i < 32; i++) {
            line("ldd [%%g7 + %d], %%f%d", 8 * i, 2 * i);
        }
        line("setx rounding, %g1, %g7");
        line("ldx [%g7], %fsr");
        line("setx state, %g1, %g6");
        line("wr %%g0, %d, %%ccr", random.nextInt(256));
        line("wr %%g0, %d, %%y", random.nextInt(4096));
        for (int i = 0; i < instructions; i++) {
            instruction();
        }
        storeState();
        data();
        return text.toString();
    }

    private void line(String format, Object... arguments) {
        text.append("        ").append(arguments.length == 0 ? format : format.formatted(arguments)).append('\n');
    }

    private void storeState() {
        for (int i = 0; i < REGISTERS.length - 1; i++) {
            line("stx %s, [%%g6 + %d]", REGISTERS[i], 8 * i);
        }
        line("rd %ccr, %g2");
        line("stx %%g2, [%%g6 + %d]", 8 * 32);
        line("rd %y, %g2");
        line("stx %%g2, [%%g6 + %d]", 8 * 33);
        line("stx %%fsr, [%%g6 + %d]", 8 * 34);
        for (int i = 0; i < 32; i++) {
            line("std %%f%d, [%%g6 + %d]", 2 * i, 8 * (36 + i));
        }
        line("ba,a done");
        line("nop");
    }

    /** The same for any number of instructions, so that a shorter program with the same seed is a prefix of a longer one. */
    private void data() {
        random = new Random(~seed);
        line(".align 8");
        text.append("pool:\n");
        for (int i = 0; i < REGISTERS.length + 2; i++) {
            line(".xword 0x%x", number());
        }
        text.append("floats:\n");
        for (int i = 0; i < 8; i++) {
            line(".xword 0x%x", (long) single() << 32 | single() & 0xffff_ffffL);
        }
        for (int i = 8; i < 32; i++) {
            line(".xword 0x%x", Double.doubleToRawLongBits(real()));
        }
        text.append("rounding:\n");
        line(".xword 0x%x", (long) random.nextInt(4) << 30);
        text.append("state: .skip ").append(BUFFER_BYTES).append('\n');
    }

    private long number() {
        return random.nextInt(3) == 0 ? INTERESTING[random.nextInt(INTERESTING.length)]
                : random.nextLong() >> random.nextInt(64);
    }

    private double real() {
        if (random.nextInt(3) != 0) {
            return INTERESTING_DOUBLES[random.nextInt(INTERESTING_DOUBLES.length)];
        }
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isNaN(value) ? 3.25 : value;
    }

    private int single() {
        float value = (float) real();
        return Float.floatToRawIntBits(value);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String register() {
        return REGISTERS[random.nextInt(REGISTERS.length)];
    }

    private String second(int bits) {
        return random.nextBoolean() ? register() : Integer.toString(random.nextInt(1 << bits) - (1 << bits - 1));
    }

    private void instruction() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> line(alu());
            case 4 -> line(random.nextBoolean()
                    ? "mov%s %s, %s, %s".formatted(any(CONDITIONS), any(List.of("%icc", "%xcc")), second(11), register())
                    : "movr%s %s, %s, %s".formatted(any(REGISTER_CONDITIONS), register(), second(10), register()));
            case 5 -> {
                line("sethi %d, %s", random.nextInt(1 << 22), register());
                line("subcc %s, %s, %%g0", register(), second(13));
                line("%s %s, %s, %s", any(List.of("addccc", "subccc")), register(), second(13), register());
            }
            case 6, 7 -> branch();
            case 8 -> memory();
            case 9 -> divide();
            case 10 -> line(any(List.of("rd %ccr, " + register(), "wr " + register() + ", 0, %ccr",
                    "rd %y, " + register(), "wr " + register() + ", 0, %y")));
            case 11 -> atomic();
            default -> floating();
        }
    }

    private String alu() {
        return random.nextInt(6) == 0
                ? "%s %s, %d, %s".formatted(any(WIDE_SHIFTS), register(), random.nextInt(64), register())
                : aluOrShift(any(ALU));
    }

    private String aluOrShift(String operation) {
        boolean shift = operation.length() == 3 && operation.startsWith("s") && !operation.equals("sub");
        String second = shift ? Integer.toString(random.nextInt(32)) : second(13);
        return "%s %s, %s, %s".formatted(operation, register(), second, register());
    }

    private void divide() {
        line("or %s, 1, %%l0", register());
        switch (random.nextInt(3)) {
            case 0 -> line("%s %s, %%l0, %s", any(List.of("udivx", "sdivx")), register(), register());
            case 1 -> {
                line("wr %g0, 0, %y");
                line("%s %s, %%l0, %s", any(List.of("udiv", "udivcc")), register(), register());
            }
            default -> {
                line("sra %s, 31, %%l1", register());
                line("wr %l1, 0, %y");
                line("%s %s, %%l0, %s", any(List.of("sdiv", "sdivcc")), register(), register());
            }
        }
    }

    /** Over up to three instructions forward, annulled or not, of every kind. */
    private void branch() {
        int label = labels++;
        String annul = random.nextBoolean() ? ",a" : "";
        String prediction = any(List.of("", ",pt", ",pn"));
        line(switch (random.nextInt(4)) {
            case 0 -> "b%s%s l%d".formatted(any(CONDITIONS), annul, label);
            case 1 -> "b%s%s%s %s, l%d".formatted(any(CONDITIONS), annul, prediction, any(List.of("%icc", "%xcc")), label);
            case 2 -> "br%s%s%s %s, l%d".formatted(any(REGISTER_CONDITIONS), annul, prediction, register(), label);
            default -> "fb%s%s%s %%fcc%d, l%d".formatted(any(FLOAT_CONDITIONS), annul, prediction, random.nextInt(4), label);
        });
        for (int i = random.nextInt(3); i >= 0; i--) {
            line(alu());
        }
        text.append("l").append(label).append(":\n");
    }

    private void memory() {
        int size = 1 << random.nextInt(4);
        int offset = SCRATCH + random.nextInt(32 / size) * size;
        boolean little = random.nextInt(4) == 0;
        if (little) {
            line("add %%g6, %d, %%g7", offset);
        }
        String address = little ? "[%g7] 0x88" : "[%%g6 + %d]".formatted(offset);
        String a = little ? "a" : "";
        String load = switch (size) {
            case 1 -> any(List.of("ldub", "ldsb"));
            case 2 -> any(List.of("lduh", "ldsh"));
            case 4 -> any(List.of("ld", "ldsw"));
            default -> "ldx";
        };
        String store = List.of("stb", "sth", "st", "stx").get(Integer.numberOfTrailingZeros(size));
        line("%s%s %s, %s", store, a, register(), address);
        line("%s%s %s, %s", load, a, address, register());
    }

    private void atomic() {
        int offset = SCRATCH + random.nextInt(4) * 8;
        line("add %%g6, %d, %%g7", offset);
        line(any(List.of("cas [%%g7], %s, %s", "casx [%%g7], %s, %s")).formatted(register(), register()));
        line("swap [%%g6 + %d], %s", offset, register());
        line("ldstub [%%g6 + %d], %s", offset + 3, register());
    }

    /** Sources %f0 … %f15 (singles) and %f16 … %f28 (doubles) keep their first values, so that no NaN is ever an operand. */
    private void floating() {
        String precision = random.nextBoolean() ? "s" : "d";
        String first = source(precision);
        String second = source(precision);
        switch (random.nextInt(7)) {
            case 0, 1 -> line("%s%s %s, %s, %s", any(DYADIC), precision, first, second, target(precision));
            case 2 -> line("fcmp%s%s %%fcc%d, %s, %s", random.nextBoolean() ? "e" : "", precision, random.nextInt(4), first, second);
            case 3 -> {
                boolean single = precision.equals("s");
                boolean toDouble = random.nextBoolean();
                List<String> conversions = single ? toDouble ? SINGLE_TO_DOUBLE : CONVERSIONS_TO_SINGLE
                        : toDouble ? DOUBLE_TO_DOUBLE : DOUBLE_TO_SINGLE;
                line(any(conversions).formatted(first) + ", " + target(toDouble ? "d" : "s"));
            }
            case 4 -> line("fmov%s%s %s, %s, %s", precision, any(CONDITIONS), any(List.of("%icc", "%xcc")), first, target(precision));
            case 5 -> line("fmov%s%s %%fcc%d, %s, %s", precision, any(FLOAT_CONDITIONS), random.nextInt(4), first, target(precision));
            default -> line("fsmuld %s, %s, %s", source("s"), source("s"), target("d"));
        }
    }

    private String source(String precision) {
        return precision.equals("s") ? "%f" + random.nextInt(16) : "%f" + (16 + 2 * random.nextInt(7));
    }

    /** Never a source. */
    private String target(String precision) {
        return precision.equals("d") ? "%f" + (32 + 2 * random.nextInt(16)) : "%f" + (30 + random.nextInt(2));
    }
}

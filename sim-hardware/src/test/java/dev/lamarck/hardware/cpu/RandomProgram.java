package dev.lamarck.hardware.cpu;

import java.util.List;
import java.util.Random;

/**
 * Random instructions as text: integer, control transfer, windows, memory, floating point and the graphics instructions that QEMU has right. They are in
 * sequences, each from a seed of its own; a sequence is executed for a number of rounds. A round has a record in memory, whose address stays in
 * {@code %g6}: it loads all registers from it, and stores them in it at its end. The records lie at label {@code records}, which the text ends with; what
 * is in them comes from {@link #record}. After the last round execution goes on at label {@code done}.
 *
 * <p>Avoided is what QEMU 7.2 gets wrong: NaN operands, a 64-bit division by zero, control transfers in delay slots, arithmetic with carry after a
 * logical operation or a division, and most graphics instructions (docs/decisions/003).
 */
final class RandomProgram {
    private static final int REGISTER_WORDS = 26;
    private static final int FLOAT_WORDS = 32;

    // The parts of a record, in doublewords: what a round begins with, what it ends with, and memory that it uses.
    private static final int START = 0;
    private static final int START_CODES = START + REGISTER_WORDS;
    private static final int START_FLOATS = START_CODES + 4;
    private static final int IS_LAST = START_FLOATS + FLOAT_WORDS;
    private static final int END = IS_LAST + 1;
    private static final int END_CODES = END + REGISTER_WORDS;
    private static final int END_FLOATS = END_CODES + 4;
    private static final int SCRATCH_WORDS = 8;
    private static final int SCRATCH = END_FLOATS + FLOAT_WORDS;

    /** Under QEMU a program starts at {@code start}; a bare machine has to be told of the floating-point unit and its windows first. */
    static final String BARE = """
            bare:   wrpr %g0, 0x14, %pstate
                    wr %g0, 4, %fprs
                    wrpr %g0, 0, %cwp
                    wrpr %g0, 6, %cansave
                    wrpr %g0, 0, %canrestore
                    wrpr %g0, 0, %otherwin
                    wrpr %g0, 7, %cleanwin
                    ba,a start
            """;

    static final int RECORD_WORDS = SCRATCH + SCRATCH_WORDS;

    private static final String[] REGISTERS = {
        "%g2", "%g3", "%g4", "%g5", "%o0", "%o1", "%o2", "%o3", "%o4", "%o5", "%l0", "%l1", "%l2", "%l3", "%l4", "%l5", "%l6",
        "%l7", "%i0", "%i1", "%i2", "%i3", "%i4", "%i5", "%o7", "%i7", "%g0"
    };
    private static final List<String> ALU = List.of(
            "add", "and", "or", "xor", "sub", "andn", "orn", "xnor", "addc", "subc", "addcc", "andcc", "orcc", "xorcc", "subcc",
            "andncc", "orncc", "xnorcc", "mulx", "umul", "smul", "umulcc", "smulcc", "taddcc", "tsubcc",
            "mulscc", "sll", "srl", "sra");
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

    /** Locals and outs, which a new window has of its own. */
    private static final List<String> WINDOW = List.of(
            "%l0", "%l1", "%l2", "%l3", "%l4", "%l5", "%l6", "%l7", "%o0", "%o1", "%o2", "%o3", "%o4", "%o5", "%o7");
    private static final List<String> LOGICAL = List.of(
            "fand", "fandnot1", "fandnot2", "for", "fornot1", "fornot2", "fnand", "fnor", "fxor", "fxnor");

    private final StringBuilder text = new StringBuilder();
    private Random random;
    private int labels;

    /** The text of these sequences. A sequence of fewer instructions is the beginning of the longer one with the same seed. */
    static String text(List<Long> seeds, int instructions) {
        RandomProgram program = new RandomProgram();
        program.text.append("start:\n");
        program.line("setx records, %g1, %g6");
        for (int i = 0; i < seeds.size(); i++) {
            program.random = new Random(seeds.get(i));
            program.sequence(i, instructions);
        }
        program.line("ba,a done");
        program.line("nop");
        program.text.append("        .align 8\nrecords:\n");
        return program.text.toString();
    }

    /** What a round begins with. */
    static long[] record(long seed, int round, boolean isLast) {
        RandomProgram values = new RandomProgram();
        values.random = new Random(~seed * 31 + round);
        long[] record = new long[RECORD_WORDS];
        for (int i = 0; i < REGISTER_WORDS; i++) {
            record[START + i] = values.number();
        }
        record[START_CODES] = values.random.nextInt(256);
        record[START_CODES + 1] = values.random.nextInt(4096);
        record[START_CODES + 2] = (long) values.random.nextInt(4) << 30;
        record[START_CODES + 3] = values.random.nextLong();
        for (int i = 0; i < FLOAT_WORDS; i++) {
            record[START_FLOATS + i] = i < FLOAT_WORDS / 4 ? (long) values.single() << 32 | values.single() & 0xffff_ffffL
                    : Double.doubleToRawLongBits(values.real());
        }
        record[IS_LAST] = isLast ? 1 : 0;
        return record;
    }

    /** The records of a sequence's rounds as text, to stand behind {@link #text}. */
    static String records(long seed, int rounds) {
        StringBuilder text = new StringBuilder();
        for (int round = 0; round < rounds; round++) {
            for (long word : record(seed, round, round == rounds - 1)) {
                text.append("        .xword 0x").append(Long.toHexString(word)).append('\n');
            }
        }
        return text.toString();
    }

    /** What a doubleword of a record holds at its end, for messages. */
    static String place(int word) {
        if (word < END) {
            return "start";
        }
        if (word >= SCRATCH) {
            return "memory";
        }
        return word >= END_FLOATS ? "%f" + 2 * (word - END_FLOATS)
                : word >= END_CODES ? List.of("%ccr", "%y", "%fsr", "%gsr").get(word - END_CODES) : REGISTERS[word - END];
    }

    private void line(String format, Object... arguments) {
        text.append("        ").append(arguments.length == 0 ? format : format.formatted(arguments)).append('\n');
    }

    private void sequence(int number, int instructions) {
        text.append("sequence").append(number).append(":\n");
        loadState();
        text.append("body").append(number).append(":\n");
        for (int i = 0; i < instructions; i++) {
            instruction();
        }
        text.append("end").append(number).append(":\n");
        storeState();
        line("ldx [%%g6 + %d], %%g1", 8 * IS_LAST);
        line("brz,pt %%g1, sequence%d", number);
        line("add %%g6, %d, %%g6", 8 * RECORD_WORDS);
        text.append("after").append(number).append(":\n");
    }

    private void loadState() {
        for (int i = 0; i < FLOAT_WORDS; i++) {
            line("ldd [%%g6 + %d], %%f%d", 8 * (START_FLOATS + i), 2 * i);
        }
        line("ldx [%%g6 + %d], %%fsr", 8 * (START_CODES + 2));
        line("ldx [%%g6 + %d], %%g1", 8 * (START_CODES + 1));
        line("wr %g1, 0, %y");
        line("ldx [%%g6 + %d], %%g1", 8 * (START_CODES + 3));
        line("wr %g1, 0, %gsr");
        for (int i = 0; i < REGISTER_WORDS; i++) {
            line("ldx [%%g6 + %d], %s", 8 * (START + i), REGISTERS[i]);
        }
        line("ldx [%%g6 + %d], %%g1", 8 * START_CODES);
        line("wr %g1, 0, %ccr");
    }

    private void storeState() {
        for (int i = 0; i < REGISTER_WORDS; i++) {
            line("stx %s, [%%g6 + %d]", REGISTERS[i], 8 * (END + i));
        }
        line("rd %ccr, %g2");
        line("stx %%g2, [%%g6 + %d]", 8 * END_CODES);
        line("rd %y, %g2");
        line("stx %%g2, [%%g6 + %d]", 8 * (END_CODES + 1));
        line("stx %%fsr, [%%g6 + %d]", 8 * (END_CODES + 2));
        line("rd %gsr, %g2");
        line("stx %%g2, [%%g6 + %d]", 8 * (END_CODES + 3));
        for (int i = 0; i < FLOAT_WORDS; i++) {
            line("std %%f%d, [%%g6 + %d]", 2 * i, 8 * (END_FLOATS + i));
        }
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
        switch (random.nextInt(20)) {
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
            case 12 -> floatMemory();
            case 13 -> call();
            case 14 -> graphics();
            case 15 -> {
                if (random.nextInt(4) == 0) {
                    window();
                } else {
                    pair();
                }
            }
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
        int offset = 8 * SCRATCH + random.nextInt(32 / size) * size;
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
        int offset = 8 * SCRATCH + random.nextInt(4) * 8;
        line("add %%g6, %d, %%g7", offset);
        line(any(List.of("cas [%%g7], %s, %s", "casx [%%g7], %s, %s")).formatted(register(), register()));
        line("swap [%%g6 + %d], %s", offset, register());
        line("ldstub [%%g6 + %d], %s", offset + 3, register());
    }

    /** A call, or a jump that leaves its own address; what it jumps over is never executed. */
    private void call() {
        int label = labels++;
        if (random.nextBoolean()) {
            line("call l%d", label);
        } else {
            line("rd %pc, %g1");
            line("jmpl %%g1 + 16, %s", register());
        }
        line(alu());
        line(alu());
        text.append("l").append(label).append(":\n");
    }

    /** A window deeper and back: there is room for one without a trap. */
    private void window() {
        line("save %s, %d, %%l0", register(), random.nextInt(4096) - 2048);
        for (int i = 0; i < WINDOW.size(); i++) {
            line("ldx [%%g6 + %d], %s", 8 * (START + i), WINDOW.get(i));
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            line(alu());
        }
        line("restore %s, %s, %s", register(), second(13), register());
    }

    /** The doubleword instructions of V8, which take an even register and the next. */
    private void pair() {
        int offset = 8 * (SCRATCH + random.nextInt(4));
        String even = any(List.of("%g2", "%g4", "%o0", "%o2", "%o4", "%l0", "%l2", "%l4", "%l6", "%i0", "%i2", "%i4"));
        line("std %s, [%%g6 + %d]", even, offset);
        line("ldd [%%g6 + %d], %s", offset, even);
    }

    /** What is loaded is no operand of arithmetic. */
    private void floatMemory() {
        int offset = 8 * (SCRATCH + random.nextInt(4));
        switch (random.nextInt(4)) {
            case 0 -> line("std %s, [%%g6 + %d]", anyDouble(), offset);
            case 1 -> line("st %%f%d, [%%g6 + %d]", random.nextInt(32), offset);
            case 2 -> line("ldd [%%g6 + %d], %s", offset, target("d"));
            default -> line("ld [%%g6 + %d], %s", offset + 4, target("s"));
        }
    }

    private void graphics() {
        switch (random.nextInt(5)) {
            case 0, 1 -> line("%s %s, %s, %s", any(LOGICAL), anyDouble(), anyDouble(), target("d"));
            case 2 -> line("%s %s, %s, %s", any(List.of("fpadd16", "fpadd32")), anyDouble(), anyDouble(), target("d"));
            case 3 -> line("%s %s, %s, %s", any(List.of("alignaddr", "alignaddrl")), register(), register(), register());
            default -> line("faligndata %s, %s, %s", anyDouble(), anyDouble(), target("d"));
        }
    }

    /** For what does not do arithmetic: it may hold anything. */
    private String anyDouble() {
        return "%f" + 2 * random.nextInt(32);
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

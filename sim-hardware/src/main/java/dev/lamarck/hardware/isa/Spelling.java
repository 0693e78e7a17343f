package dev.lamarck.hardware.isa;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How the values of an operand kind are spelled when they are names: the one that is printed, and all that are accepted.
 * Names follow binutils.
 */
final class Spelling {
    private static final Map<Kind, Spelling> BY_KIND = new EnumMap<>(Kind.class);

    private final String[] printed;
    private final Map<String, Integer> accepted = new HashMap<>();

    static {
        registers();
        conditions();
        define(Kind.ANNUL, "", ",a");
        define(Kind.PREDICT, ",pn", "").also(",pt", 1);
        define(Kind.INTEGER_CC, "%icc", "%xcc");
        define(Kind.FP_CC, "%fcc0", "%fcc1", "%fcc2", "%fcc3");
        stateRegisters();
        prefetchFunctions();
    }

    private Spelling(String... printed) {
        this.printed = printed;
        for (int value = 0; value < printed.length; value++) {
            if (printed[value] != null) {
                accepted.put(printed[value], value);
            }
        }
    }

    /** The names of this kind, or null when its values are written as numbers. */
    static Spelling of(Kind kind) {
        return BY_KIND.get(kind);
    }

    /** The printed name, or null if this value has none. */
    String name(int value) {
        return value < printed.length ? printed[value] : null;
    }

    Map<String, Integer> accepted() {
        return accepted;
    }

    private Spelling also(String name, int value) {
        accepted.put(name, value);
        return this;
    }

    private static Spelling define(Kind kind, String... printed) {
        Spelling spelling = new Spelling(printed);
        BY_KIND.put(kind, spelling);
        return spelling;
    }

    private static Spelling define(Kind kind, int count, IntFunction<String> name) {
        String[] printed = new String[count];
        for (int value = 0; value < count; value++) {
            printed[value] = name.apply(value);
        }
        return define(kind, printed);
    }

    private static void registers() {
        String[] names = new String[32];
        for (int number = 0; number < 32; number++) {
            names[number] = "%" + "goli".charAt(number / 8) + number % 8;
        }
        names[14] = "%sp";
        names[30] = "%fp";
        Spelling integers = define(Kind.INTEGER_REGISTER, names).also("%o6", 14).also("%i6", 30);
        for (int number = 0; number < 32; number++) {
            integers.also("%r" + number, number);
        }
        define(Kind.SINGLE_REGISTER, 32, number -> "%f" + number);
        wideRegisters(Kind.DOUBLE_REGISTER, 'd', 2);
        wideRegisters(Kind.QUAD_REGISTER, 'q', 4);
    }

    /** A quad register that is no multiple of four is only printed: the processor refuses it. */
    private static void wideRegisters(Kind kind, char letter, int step) {
        Spelling registers = define(kind, 64, number -> number % 2 == 0 ? "%f" + number : null);
        registers.accepted.clear();
        for (int number = 0; number < 64; number += step) {
            registers.also("%f" + number, number).also("%" + letter + number, number);
        }
    }

    private static void conditions() {
        String[] integer = "n e le l leu cs neg vs a ne g ge gu cc pos vc".split(" ");
        String[] fp = "n ne lg ul l ug g u a e ue ge uge le ule o".split(" ");
        define(Kind.CONDITION, integer).also("z", 1).also("lu", 5).also("nz", 9).also("geu", 13);
        define(Kind.BRANCH_CONDITION, emptyAlways(integer)).also("a", 8).also("z", 1).also("lu", 5).also("nz", 9).also("geu", 13);
        define(Kind.FP_CONDITION, fp).also("nz", 1).also("z", 9);
        define(Kind.FP_BRANCH_CONDITION, emptyAlways(fp)).also("a", 8).also("nz", 1).also("z", 9);
        define(Kind.REGISTER_BRANCH_CONDITION, null, "z", "lez", "lz", null, "nz", "gz", "gez");
        define(Kind.REGISTER_CONDITION, null, "e", "lez", "lz", null, "ne", "gz", "gez").also("z", 1).also("nz", 5);
    }

    private static String[] emptyAlways(String[] conditions) {
        String[] names = conditions.clone();
        names[8] = "";
        return names;
    }

    private static void stateRegisters() {
        define(Kind.PRIVILEGED_REGISTER, "%tpc", "%tnpc", "%tstate", "%tt", "%tick", "%tba", "%pstate", "%tl",
                "%pil", "%cwp", "%cansave", "%canrestore", "%cleanwin", "%otherwin", "%wstate", "%fq");
        String[] written = new String[32];
        for (int number = 0; number < 32; number++) {
            written[number] = "%asr" + number;
        }
        String[] read = written.clone();
        String[] ultraSparc = {"%pcr", "%pic", "%dcr", "%gsr", "%softint_set", "%softint_clear", "%softint", "%tick_cmpr",
            "%stick", "%stick_cmpr"};
        System.arraycopy(ultraSparc, 0, written, 16, ultraSparc.length);
        ancillary(define(Kind.ANCILLARY_REGISTER, written)).also("%set_softint", 20).also("%clear_softint", 21);
        System.arraycopy(written, 16, read, 16, 4);
        System.arraycopy(written, 22, read, 22, 4);
        ancillary(define(Kind.ANCILLARY_SOURCE, read));
    }

    /** All of them by number too, and by the names of later manuals. */
    private static Spelling ancillary(Spelling registers) {
        for (int number = 0; number < 32; number++) {
            registers.also("%asr" + number, number);
        }
        return registers.also("%sys_tick", 24).also("%sys_tick_cmpr", 25);
    }

    private static void prefetchFunctions() {
        String[] names = new String[32];
        System.arraycopy(new String[] {"#n_reads", "#one_read", "#n_writes", "#one_write", "#page"}, 0, names, 0, 5);
        names[16] = "#invalidate";
        names[17] = "#unified";
        System.arraycopy(new String[] {"#n_reads_strong", "#one_read_strong", "#n_writes_strong", "#one_write_strong"}, 0,
                names, 20, 4);
        define(Kind.PREFETCH_FUNCTION, names);
    }
}

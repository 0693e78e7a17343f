package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.List;

/**
 * Instructions of the assembler that stand for several of the machine: {@code set value, rd}, {@code setsw value, rd},
 * {@code setx value, rtmp, rd}. A value that is a plain number gets the shortest sequence of its kind; one that contains a
 * symbol gets the full one, so that lengths do not depend on where symbols end up.
 */
final class Synthetic {
    private Synthetic() {}

    static boolean is(String mnemonic) {
        return switch (mnemonic) {
            case "set", "setuw", "setsw", "setx" -> true;
            default -> false;
        };
    }

    /** The instructions, as text, for a value known now. The registers are as written. */
    static List<String> expand(String mnemonic, long value, String temporary, String rd) {
        return switch (mnemonic) {
            case "set", "setuw" -> isSimm13(value) || value >>> 32 == 0 ? unsigned(value, rd) : null;
            case "setsw" -> value == (int) value ? signed(value, rd) : null;
            default -> wide(value, temporary, rd);
        };
    }

    /** The instructions for a value that is known only later; {@code value} is its text. */
    static List<String> expand(String mnemonic, String value, String temporary, String rd) {
        return switch (mnemonic) {
            case "set", "setuw" -> List.of("sethi %hi(" + value + "), " + rd, "or " + rd + ", %lo(" + value + "), " + rd);
            case "setsw" -> List.of("sethi %hi(" + value + "), " + rd, "or " + rd + ", %lo(" + value + "), " + rd,
                    "sra " + rd + ", 0, " + rd);
            default -> List.of(
                    "sethi %hh(" + value + "), " + temporary,
                    "sethi %lm(" + value + "), " + rd,
                    "or " + temporary + ", %hm(" + value + "), " + temporary,
                    "or " + rd + ", %lo(" + value + "), " + rd,
                    "sllx " + temporary + ", 32, " + temporary,
                    "or " + rd + ", " + temporary + ", " + rd);
        };
    }

    private static List<String> unsigned(long value, String rd) {
        if (isSimm13(value)) {
            return List.of("mov " + value + ", " + rd);
        }
        String sethi = "sethi " + (value >>> 10) + ", " + rd;
        return (value & 0x3ff) == 0 ? List.of(sethi) : List.of(sethi, "or " + rd + ", " + (value & 0x3ff) + ", " + rd);
    }

    private static List<String> signed(long value, String rd) {
        if (value >= 0 || isSimm13(value)) {
            return unsigned(value, rd);
        }
        return List.of("sethi %hix(" + value + "), " + rd, "xor " + rd + ", %lox(" + value + "), " + rd);
    }

    private static List<String> wide(long value, String temporary, String rd) {
        if (value == (int) value) {
            return signed(value, rd);
        }
        if (value >>> 32 == 0) {
            return unsigned(value, rd);
        }
        if ((int) value == 0) {
            return then(unsigned(upperFor(value), rd), "sllx " + rd + ", 32, " + rd);
        }
        List<String> upper = unsigned(upperFor(value), temporary);
        List<String> lower = unsigned(value & 0xffff_ffffL, rd);
        return then(alternate(upper, lower), "sllx " + temporary + ", 32, " + temporary, "or " + rd + ", " + temporary + ", " + rd);
    }

    private static List<String> then(List<String> code, String... more) {
        List<String> all = new ArrayList<>(code);
        all.addAll(List.of(more));
        return all;
    }

    /** The two sequences depend on nothing of each other: side by side they issue together. */
    private static List<String> alternate(List<String> first, List<String> second) {
        List<String> code = new ArrayList<>();
        for (int at = 0; at < Math.max(first.size(), second.size()); at++) {
            code.addAll(first.subList(Math.min(at, first.size()), Math.min(at + 1, first.size())));
            code.addAll(second.subList(Math.min(at, second.size()), Math.min(at + 1, second.size())));
        }
        return code;
    }

    /** The upper half as a number that {@link #unsigned} takes; a small negative one is one instruction. */
    private static long upperFor(long value) {
        return isSimm13(value >> 32) ? value >> 32 : value >>> 32;
    }

    private static boolean isSimm13(long value) {
        return -4096 <= value && value < 4096;
    }
}

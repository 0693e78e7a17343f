package dev.lamarck.toolchain.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random Kernel Java: a class {@code Storm} of root methods on numbers that compute with locals, statics, objects, arrays, loops,
 * switches and calls of each other. Loops are bounded and calls go to earlier methods only, so that every call ends; it may trap.
 */
final class RandomProgram {
    private static final int METHODS = 6;
    private static final int DEPTH = 4;
    private static final String HEAD = """
        class Storm {
            static class Node { int i; long j; byte b; short s; char c; boolean z; Node next; int value() { return i + 1; } }
            static final class Other extends Node { int value() { return b - s; } }
            enum Kind { A, B, C }
            static final int[] TABLE = {3, -1, 7, Integer.MAX_VALUE, 0, 12, Integer.MIN_VALUE, 5};
            static final byte[] OCTETS = {1, -2, 127, -128};
            static int si; static long sj; static short ss;
            static Kind kind(int a) { return (a & 3) == 0 ? Kind.A : (a & 3) == 1 ? Kind.B : a == 7 ? null : Kind.C; }
        """;

    private final Random random;
    private final StringBuilder text = new StringBuilder(HEAD);
    private final List<String> ints = new ArrayList<>();
    private final List<String> longs = new ArrayList<>();
    private int method;
    private int names;
    private int loops;
    private int calls;

    private RandomProgram(long seed) {
        this.random = new Random(seed);
    }

    static String write(long seed) {
        RandomProgram program = new RandomProgram(seed);
        for (program.method = 0; program.method < METHODS; program.method++) {
            program.method();
        }
        return program.text.append("}\n").toString();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void method() {
        ints.clear();
        longs.clear();
        calls = 0;
        ints.addAll(List.of("p", "q"));
        longs.add("r");
        text.append(method % 2 == 0 ? "@Root static int m" : "@Root static long m").append(method).append("(int p, long r, int q) {\n")
            .append("int[] a = new int[8]; long[] w = new long[4]; byte[] o = new byte[4]; char[] c = new char[4];\n")
            .append("Node n = new Node(); Node t = ").append(pick("n", "new Other()", "new Node()", "p > 90 ? null : n")).append(";\n");
        block(3 + random.nextInt(5), 2);
        text.append("return ").append(method % 2 == 0 ? intOf(3) : longOf(3)).append(";\n}\n");
    }

    private void block(int statements, int depth) {
        int knownInts = ints.size();
        int knownLongs = longs.size();
        for (int i = 0; i < statements; i++) {
            statement(depth);
        }
        ints.subList(knownInts, ints.size()).clear();
        longs.subList(knownLongs, longs.size()).clear();
    }

    private void statement(int depth) {
        switch (random.nextInt(depth > 0 ? 14 : 9)) {
            case 0 -> {
                String name = "i" + names++;
                text.append("int ").append(name).append(" = ").append(intOf(DEPTH)).append(";\n");
                ints.add(name);
            }
            case 1 -> {
                String name = "l" + names++;
                text.append("long ").append(name).append(" = ").append(longOf(DEPTH)).append(";\n");
                longs.add(name);
            }
            case 2, 3 -> text.append(anyOf(ints)).append(pick(" = ", " += ", " ^= ", " -= ", " <<= ", " >>>= ")).append(intOf(DEPTH)).append(";\n");
            case 4 -> text.append(anyOf(longs)).append(pick(" = ", " += ", " *= ", " |= ", " >>= ")).append(longOf(DEPTH)).append(";\n");
            case 5 -> text.append(intPlace()).append(pick(" = ", " += ", " ^= ")).append(intOf(3)).append(";\n");
            case 6 -> text.append(smallStore()).append(";\n");
            case 7 -> text.append(pick("w[" + index(4) + "]", "sj", "n.j", "t.j")).append(pick(" = ", " += ")).append(longOf(3)).append(";\n");
            case 8 -> text.append("if (").append(condition(2)).append(") { ").append(pick("t = n", "n = t", "t = new Other()", "n.next = t", "t = n.next",
                "return " + intOf(2), "o = OCTETS.length > 3 ? o : new byte[2]")).append("; }\n");
            case 9, 10 -> branch(depth);
            case 11, 12 -> loop(depth);
            default -> cases(depth);
        }
    }

    private void branch(int depth) {
        text.append("if (").append(condition(3)).append(") {\n");
        block(1 + random.nextInt(3), depth - 1);
        if (chance(60)) {
            text.append("} else {\n");
            block(1 + random.nextInt(3), depth - 1);
        }
        text.append("}\n");
    }

    private void loop(int depth) {
        String counter = "k" + names++;
        String limit = pick("(" + intOf(2) + " & 7)", "a.length", "o.length", "5");
        text.append(pick("for (int K = 0; K < L; K++) {\n", "for (int K = L; K > 0; K--) {\n", "for (int K = 1; K <= L; K += 2) {\n")
            .replace("K", counter).replace("L", limit));
        loops++;
        if (chance(30)) {
            text.append("if (").append(condition(2)).append(") { ").append(pick("break", "continue")).append("; }\n");
        }
        // the counter may be read, not written
        text.append("a[").append(counter).append(" & 7] += ").append(counter).append(";\n");
        block(1 + random.nextInt(3), depth - 1);
        loops--;
        text.append("}\n");
    }

    private void cases(int depth) {
        if (chance(30)) {
            text.append(anyOf(ints)).append(" = switch (kind(").append(intOf(2)).append(")) { case A -> ").append(intOf(2)).append("; case B -> ")
                .append(intOf(2)).append("; case C -> 9; };\n");
            return;
        }
        text.append("switch ((int) ").append(intOf(2)).append(pick(" & 3", " & 7", "")).append(") {\n");
        int key = random.nextInt(3) - 1;
        for (int i = 0; i < 2 + random.nextInt(5); i++) {
            text.append("case ").append(key).append(": ");
            key += 1 + (chance(20) ? random.nextInt(1000) : 0);
            block(1, depth - 1);
            text.append(chance(70) ? "break;\n" : "\n");
        }
        text.append("default: ");
        block(1, depth - 1);
        text.append("}\n");
    }

    private String anyOf(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    /** Nearly always within bounds. */
    private String index(int length) {
        return chance(97) ? "(" + intOf(2) + ") & " + (length - 1) : intOf(1);
    }

    private String intPlace() {
        return pick("a[" + index(8) + "]", "si", "n.i", "t.i");
    }

    private String smallStore() {
        String value = intOf(3);
        return pick("o[" + index(4) + "] = (byte) (" + value + ")", "c[" + index(4) + "] = (char) (" + value + ")", "n.b = (byte) (" + value + ")",
            "t.s += " + value, "n.c = (char) (" + value + ")", "ss = (short) (" + value + ")", "t.z = " + condition(2), "n.b++");
    }

    private String intOf(int depth) {
        if (depth == 0 || chance(15)) {
            return chance(55) ? anyOf(ints) : constant();
        }
        int d = depth - 1;
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> "(" + intOf(d) + pick(" + ", " - ", " * ", " & ", " | ", " ^ ") + intOf(d) + ")";
            case 4 -> "(" + intOf(d) + pick(" << ", " >> ", " >>> ") + (chance(70) ? random.nextInt(34) : intOf(d)) + ")";
            case 5 -> "(" + intOf(d) + pick(" / ", " % ") + (chance(80) ? "(" + intOf(d) + " | 1)" : intOf(d)) + ")";
            case 6 -> pick("-", "~") + "(" + intOf(d) + ")";
            case 7 -> "(" + pick("(int)", "(byte)", "(short)", "(char)") + " (" + (chance(50) ? longOf(d) : intOf(d)) + "))";
            case 8 -> "(" + condition(d) + " ? " + intOf(d) + " : " + intOf(d) + ")";
            case 9 -> pick("a[" + index(8) + "]", "TABLE[" + index(8) + "]", "OCTETS[" + index(4) + "]", "o[" + index(4) + "]", "c[" + index(4) + "]");
            case 10 -> pick("si", "n.i", "t.i", "n.b", "t.s", "n.c", "ss", "a.length", "TABLE.length");
            case 11 -> pick("Integer.bitCount", "Integer.numberOfLeadingZeros", "Math.abs", "Integer.reverseBytes", "Integer.signum") + "(" + intOf(d) + ")";
            case 12 -> pick("Math.min", "Math.max", "Integer.compareUnsigned", "Integer.compare", "Integer.rotateLeft") + "(" + intOf(d) + ", " + intOf(d) + ")";
            case 13 -> call(false, d);
            case 14 -> pick("t.value()", "n.value()", "(t instanceof Other ? 1 : 2)", "((Other) t).b", "(t == n ? 3 : 4)");
            default -> pick("Long.compare", "Long.compareUnsigned") + "(" + longOf(d) + ", " + longOf(d) + ")";
        };
    }

    private String longOf(int depth) {
        if (depth == 0 || chance(15)) {
            return chance(60) ? anyOf(longs) : "(" + constant() + pick(" * 1L)", " * 65537L)", " * 0x100000001L)");
        }
        int d = depth - 1;
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "(" + longOf(d) + pick(" + ", " - ", " * ", " & ", " | ", " ^ ") + longOf(d) + ")";
            case 3 -> "(" + longOf(d) + pick(" << ", " >> ", " >>> ") + (chance(70) ? random.nextInt(66) : intOf(d)) + ")";
            case 4 -> "(" + longOf(d) + pick(" / ", " % ") + (chance(80) ? "(" + longOf(d) + " | 1L)" : longOf(d)) + ")";
            case 5, 6 -> "(long) (" + intOf(d) + ")";
            case 7 -> "(" + condition(d) + " ? " + longOf(d) + " : " + longOf(d) + ")";
            case 8 -> pick("w[" + index(4) + "]", "sj", "n.j", "t.j", "(" + intOf(d) + " & 0xFFFFFFFFL)");
            default -> call(true, d);
        };
    }

    /** Of an earlier method, outside of loops, a few times a method; else a constant. */
    private String call(boolean isLong, int depth) {
        int parity = isLong ? 1 : 0;
        int candidates = (method - parity + 1) / 2;
        if (candidates <= 0 || loops > 0 || calls++ > 3) {
            return isLong ? "(" + constant() + " + 0L)" : constant();
        }
        return "m" + (2 * random.nextInt(candidates) + parity) + "(" + intOf(depth) + ", " + longOf(depth) + ", " + intOf(depth) + ")";
    }

    private String condition(int depth) {
        if (depth == 0) {
            return anyOf(ints) + pick(" < ", " > ", " == ") + constant();
        }
        int d = depth - 1;
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> intOf(d) + pick(" < ", " <= ", " > ", " >= ", " == ", " != ") + intOf(d);
            case 3, 4 -> longOf(d) + pick(" < ", " <= ", " > ", " >= ", " == ", " != ") + longOf(d);
            case 5 -> "(" + condition(d) + pick(" && ", " || ", " ^ ", " & ") + condition(d) + ")";
            case 6 -> "!(" + condition(d) + ")";
            default -> pick("n.z", "t != null", "t instanceof Other", "t == n", "n.next == null");
        };
    }

    private String constant() {
        return chance(60) ? "(" + (random.nextInt(20) - 4) + ")"
            : pick("(-1)", "31", "32", "63", "255", "256", "32767", "32768", "65535", "4095", "4096", "(-4096)", "0x7FFFFFFF", "0x80000000", "0x12345678");
    }
}

package dev.lamarck.toolchain.differential.samples;

import dev.lamarck.toolchain.magic.Cell32;
import dev.lamarck.toolchain.magic.Cell64;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Text;

/** Fields, arrays, allocation, strings, and state made by initialisers. */
final class Objects {
    static final class Mixed {
        byte small = -3;
        long large = 0x1_0000_0001L;
        short middle = -300;
        boolean flag = true;
        char letter = 'ü';
        int number = 77;
        Mixed next;
        volatile int seen = 9;
    }

    private static final int[] SQUARES = new int[20];
    private static final String[] NAMES = {"zero", "one", "zwölf", null};
    private static final byte[] BYTES = {1, -2, 127, -128};
    private static final char[] CHARS = {'a', '\uFFFF'};
    private static final short[] SHORTS = {1, -1, Short.MIN_VALUE};
    private static final boolean[] FLAGS = {true, false, true};
    private static final long[][] ROWS = {{1, 2}, {}, {Long.MIN_VALUE}};
    private static final Mixed SHARED = new Mixed();
    private static final Cell32 COUNTER = new Cell32(5);
    private static final Cell64 WIDE = new Cell64(-5);
    private static byte staticByte = -9;
    private static char staticChar = 65_000;
    private static long staticLong;
    private static Mixed list;

    static {
        for (int i = 0; i < SQUARES.length; i++) {
            SQUARES[i] = i * i;
        }
        SHARED.next = new Mixed();
        SHARED.next.next = SHARED;
        SHARED.next.large = -1;
    }

    @Root
    static long image(int a) {
        return SQUARES[a] + SHARED.next.large + SHARED.next.next.large + SHARED.small + SHARED.letter + SHARED.middle;
    }

    @Root
    static long tables(int a) {
        return BYTES[a & 3] * 3L + CHARS[a & 1] * 5L + SHORTS[a % 3] + (FLAGS[a & 3] ? 100 : 200);
    }

    @Root
    static long rows(int a, int b) {
        return ROWS[a & 3][b & 1];
    }

    @Root
    static int text(int a) {
        byte[] bytes = Text.bytes(NAMES[a & 3]);
        int sum = bytes.length;
        for (byte each : bytes) {
            sum = sum * 31 + each;
        }
        return sum;
    }

    @Root
    static long fields(long a) {
        Mixed m = new Mixed();
        m.small += (byte) a;
        m.middle = (short) (a * 3);
        m.letter = (char) a;
        m.flag = a > 5;
        m.number -= (int) a;
        m.large ^= a;
        m.seen += 2;
        return m.small + m.middle * 3L + m.letter * 5L + (m.flag ? 7 : 11) + m.number * 13L + m.large * 17 + m.seen;
    }

    @Root
    static long statics(long a) {
        staticByte += (byte) a;
        staticChar ^= (char) a;
        staticLong += a * 3;
        return staticByte + staticChar * 3L + staticLong;
    }

    @Root
    static int maybeNull(int a) {
        Mixed m = (a & 1) == 0 ? new Mixed() : null;
        int before = a / 3;
        return m.number + before;
    }

    @Root
    static int nullChain(int a) {
        Mixed m = new Mixed();
        if (a > 0) {
            m.next = new Mixed();
        }
        m.number = a;
        m.next.number = m.number + 1;
        return m.next.number;
    }

    @Root
    static int bounds(int a, int b) {
        int[] values = new int[5];
        values[a] = b;
        return values[b & 7];
    }

    @Root
    static int negative(int a) {
        return new byte[a & 0x8000_00FF].length;
    }

    @Root
    static long sorted(long a, long b, long c, long d) {
        long[] v = {a, b, c, d, a ^ b, c ^ d, a - d};
        for (int i = 1; i < v.length; i++) {
            for (int j = i; j > 0 && v[j - 1] > v[j]; j--) {
                long t = v[j];
                v[j] = v[j - 1];
                v[j - 1] = t;
            }
        }
        long hash = 0;
        for (long each : v) {
            hash = hash * 31 + each;
        }
        return hash;
    }

    @Root
    static int elements(int a, int b) {
        byte[] bytes = new byte[4];
        short[] shorts = new short[4];
        char[] chars = new char[4];
        boolean[] flags = new boolean[4];
        long[] longs = new long[4];
        bytes[a & 3] = (byte) b;
        shorts[a & 3] += b;
        chars[b & 3] = (char) a;
        flags[a & 3] = b > a;
        longs[a & 3] = (long) a * b;
        bytes[b & 3]++;
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            sum = sum * 31 + bytes[i] + shorts[i] * 3 + chars[i] * 5 + (flags[i] ? 7 : 0) + (int) (longs[i] >> 3);
        }
        return sum;
    }

    @Root
    static int linked(int a) {
        list = null;
        for (int i = 0; i < (a & 31); i++) {
            Mixed m = new Mixed();
            m.number = i * i;
            m.next = list;
            list = m;
        }
        int sum = 0;
        for (Mixed m = list; m != null; m = m.next) {
            sum = sum * 3 + m.number;
        }
        return sum;
    }

    @Root
    static int overlapping(int a) {
        Mixed m = new Mixed();
        Mixed n = (a & 1) == 0 ? m : new Mixed();
        m.number = a;
        n.number = a + 1;
        int first = m.number;
        int[] x = new int[2];
        int[] y = (a & 2) == 0 ? x : new int[2];
        x[0] = a;
        y[0] = a + 5;
        return first * 7 + x[0];
    }

    @Root
    static long cells(int a) {
        int old = COUNTER.compareAndSwap(5, a);
        long wide = WIDE.compareAndSwap(-5, a);
        return old + COUNTER.getAndAdd(3) * 3L + wide * 5 + WIDE.getAndAdd(a) * 7 + COUNTER.get() + WIDE.get();
    }

    @Root
    static int storesChecked(int a) {
        Object[] objects = (a & 1) == 0 ? new Object[2] : new Mixed[2];
        objects[0] = (a & 2) == 0 ? new Mixed() : new int[1];
        return objects[0] instanceof Mixed ? 1 : 2;
    }

    private Objects() {}
}

package dev.lamarck.toolchain.differential.samples;

import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Root;

/** Loops, switches, recursion, checks, finally. */
final class Flow {
    enum Color { RED, GREEN, BLUE }

    private static int calls;

    @Root
    static long gcd(long a, long b) {
        long x = Math.abs(a);
        long y = Math.abs(b);
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }

    @Root
    static int collatz(int a) {
        int n = a & 0xFFF | 1;
        int steps = 0;
        do {
            n = (n & 1) == 0 ? n / 2 : 3 * n + 1;
            steps++;
        } while (n != 1 && steps < 200);
        return steps;
    }

    @Root
    static int nested(int a, int b) {
        int sum = 0;
        outer:
        for (int i = 0; i < (a & 15); i++) {
            for (int j = i; j < (b & 15); j++) {
                if ((i ^ j) == 9) {
                    continue outer;
                }
                if (i * j > 60) {
                    break outer;
                }
                sum += i * j + 1;
            }
        }
        return sum;
    }

    @Root
    static int swapping(int a, int b) {
        int x = a;
        int y = b;
        int z = a ^ b;
        for (int i = 0; i < 7; i++) {
            int t = x;
            x = y;
            y = z;
            z = t + i;
        }
        return x * 3 + y * 5 + z * 7;
    }

    @Root
    static int dense(int a) {
        return switch (a) {
            case 0 -> 10;
            case 1 -> 21;
            case 2, 3 -> 32;
            case 4 -> 43;
            case 5 -> 54;
            case 6 -> 65;
            case 7 -> 76;
            default -> -1;
        };
    }

    @Root
    static int sparse(int a) {
        switch (a) {
            case Integer.MIN_VALUE:
                a++;
            case -1:
                a += 2;
                break;
            case 33:
                return 5;
            case 0x7FFF:
            case 0x8000:
                a = -a;
                break;
            case Integer.MAX_VALUE:
                a = 1;
        }
        return a;
    }

    @Root
    static int many(int a) {
        int sum = 0;
        for (int i = a & 3; i < 40; i += 3) {
            sum = sum * 3 + switch (i) {
                case 1 -> 4; case 2 -> 9; case 3 -> 1; case 4 -> 8; case 5 -> 2; case 6 -> 7; case 7 -> 3; case 8 -> 6; case 9 -> 5;
                case 10 -> 14; case 11 -> 19; case 12 -> 11; case 13 -> 18; case 14 -> 12; case 15 -> 17; case 16 -> 13; case 17 -> 16;
                case 18 -> 15; case 19 -> 24; case 20 -> 29; case 21 -> 21; case 22 -> 28; case 25 -> 22; case 30 -> 27;
                default -> i;
            };
        }
        return sum;
    }

    @Root
    static int ofEnum(int a) {
        Color color = (a & 3) == 0 ? Color.RED : (a & 3) == 1 ? Color.GREEN : (a & 3) == 2 ? Color.BLUE : null;
        return switch (color) {
            case RED -> 1;
            case GREEN -> color.ordinal() + 7;
            case BLUE -> color == Color.BLUE ? 5 : 6;
        };
    }

    @MaxDepth(20)
    @Root
    static int ackermann(int m, int n) {
        return sum(m & 3, n & 3);
    }

    @MaxDepth(20)
    private static int sum(int m, int n) {
        return m == 0 ? n + 1 : n == 0 ? sum(m - 1, 1) : sum(m - 1, n) + sum(m, n - 1);
    }

    /** Deeper than the processor has windows. */
    @MaxDepth(64)
    @Root
    static long deep(int n, long a) {
        int rest = n & 63;
        long kept = a * rest;
        return rest == 0 ? a : deep(rest - 1, a + rest) + kept;
    }

    @Root
    static int state(int a) {
        calls += a;
        return ++calls;
    }

    @Root
    static int finallyRuns(int a) {
        int result = 0;
        try {
            if (a > 3) {
                return result + ++calls;
            }
            result = 5;
        } finally {
            calls++;
        }
        return result + calls;
    }

    @Root
    static int asserted(int a) {
        assert a != 7 : "seven";
        assert a < 100;
        return a;
    }

    @Root
    static int panicking(int a) {
        if (a == 31) {
            throw Kernel.panic("thirty-one");
        }
        return a + 1;
    }

    @Root
    static boolean logic(int a, int b) {
        boolean x = a > b && (b > 3 || a == 0);
        boolean y = !x | a < 0;
        return x ^ y & b != 7;
    }

    private Flow() {}
}

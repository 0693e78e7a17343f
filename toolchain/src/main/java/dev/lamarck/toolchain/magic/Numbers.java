package dev.lamarck.toolchain.magic;

/** What compiled code runs for the methods of {@link Math} that Kernel Java has. */
public final class Numbers {
    @Inline
    @Symbol("math_min_int")
    public static int min(int a, int b) {
        return a <= b ? a : b;
    }

    @Inline
    @Symbol("math_max_int")
    public static int max(int a, int b) {
        return a >= b ? a : b;
    }

    @Inline
    @Symbol("math_abs_int")
    public static int abs(int a) {
        return a < 0 ? -a : a;
    }

    public static long min(long a, long b) {
        return a <= b ? a : b;
    }

    public static long max(long a, long b) {
        return a >= b ? a : b;
    }

    public static long abs(long a) {
        return a < 0 ? -a : a;
    }

    private Numbers() {}
}

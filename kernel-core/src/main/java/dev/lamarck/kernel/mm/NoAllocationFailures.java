package dev.lamarck.kernel.mm;

/** Stands in for {@link AllocationFailures} in a kernel that never refuses memory that there is. */
final class NoAllocationFailures {
    public static final int EVERYBODY = -1;

    public static void start(int oneIn, long seed, int user) {}

    public static boolean isDue() {
        return false;
    }

    public static boolean isOn() {
        return false;
    }

    public static int asked() {
        return 0;
    }

    public static int refused() {
        return 0;
    }

    private NoAllocationFailures() {}
}

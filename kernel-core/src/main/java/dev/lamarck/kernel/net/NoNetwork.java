package dev.lamarck.kernel.net;

/** Stands in for {@link Network} in kernels without one: nothing is attached, and no frame is looked at. */
final class NoNetwork {
    public static void start() {}

    private NoNetwork() {}
}

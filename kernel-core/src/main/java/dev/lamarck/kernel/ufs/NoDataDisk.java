package dev.lamarck.kernel.ufs;

/** Stands in for {@link DataDisk} in kernels that know no file system on it: nothing is mounted. */
final class NoDataDisk {
    public static void mount() {}

    public static void startSyncing() {}

    private NoDataDisk() {}
}

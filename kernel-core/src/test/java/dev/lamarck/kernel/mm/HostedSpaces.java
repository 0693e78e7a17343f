package dev.lamarck.kernel.mm;

/** Lets the spaces of an earlier hosted machine be forgotten: their tables lay in memory that is gone. */
public final class HostedSpaces {
    public static void forget() {
        while (AllSpaces.first() != null) {
            AllSpaces.remove(AllSpaces.first());
        }
    }

    private HostedSpaces() {}
}

package dev.lamarck.workloads.storm.program;

import dev.lamarck.syscalls.user.Mapping;

/** Takes memory until there is none, uses it, gives some back, and begins again. */
final class Hoarder {
    private static final int PAGE = 8192;
    private static final int MOST = 64;

    private final Chance chance;
    private final long[] taken = new long[MOST];
    private final long[] bytes = new long[MOST];

    Hoarder(Chance chance) {
        this.chance = chance;
    }

    void run() {
        while (true) {
            int slot = chance.below(MOST);
            if (taken[slot] != 0) {
                Mapping.unmap(taken[slot], bytes[slot]);
                taken[slot] = 0;
            } else {
                bytes[slot] = (1L + chance.below(256)) * PAGE;
                taken[slot] = Math.max(0, Mapping.map(bytes[slot]));
                for (long at = 0; taken[slot] != 0 && at < bytes[slot]; at += PAGE) {
                    Mapping.store(taken[slot] + at, at);
                }
            }
        }
    }
}

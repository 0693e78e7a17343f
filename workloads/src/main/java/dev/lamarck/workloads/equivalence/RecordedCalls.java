package dev.lamarck.workloads.equivalence;

import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.List;

/** Collects the moments of every so many-th call of a function while its world runs. */
public final class RecordedCalls {
    private final List<CallMoment> moments = new ArrayList<>();
    private long calls;

    /** To be made before the world runs: moments of calls {@code every}, 2 × {@code every}, … of the function, at most so many. */
    public RecordedCalls(World world, long entry, int every, int atMost) {
        world.machine().watch(entry, (cycle, pc) -> {
            // A program may have code of its own at the kernel's addresses.
            if (!world.machine().registers().isPrivileged()) {
                return;
            }
            calls++;
            if (calls % every == 0 && moments.size() < atMost) {
                moments.add(CallMoment.of(world.machine()));
            }
        });
    }

    public List<CallMoment> moments() {
        return List.copyOf(moments);
    }
}

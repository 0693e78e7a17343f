package dev.lamarck.workloads.equivalence;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Collects the moments of every so many-th call of a function while its world runs. */
public final class RecordedCalls {
    private final List<CallMoment> moments = new ArrayList<>();
    private final long entry;
    private long calls;

    /** To be made before what it records: moments of calls {@code every}, 2 × {@code every}, … of the function, at most so many. */
    public RecordedCalls(World world, long entry, int every, int atMost) {
        this(world, entry, registers -> true, every, atMost);
    }

    /** The same of calls that have something in their registers. */
    public RecordedCalls(World world, long entry, Predicate<RegisterView> wanted, int every, int atMost) {
        this.entry = entry;
        RegisterView registers = world.machine().registers();
        world.machine().watch(entry, (cycle, pc) -> {
            // A program may have code of its own at the kernel's addresses.
            if (!registers.isPrivileged() || !wanted.test(registers)) {
                return;
            }
            calls++;
            if (calls % every == 0 && moments.size() < atMost) {
                moments.add(CallMoment.of(world.machine()));
            }
        });
    }

    public long entry() {
        return entry;
    }

    public List<CallMoment> moments() {
        return List.copyOf(moments);
    }
}

package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.machine.Tracer;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.LedgerChange.Kind;
import dev.lamarck.workloads.world.LedgerChange.State;
import dev.lamarck.workloads.world.World;
import java.util.HashSet;
import java.util.Set;

/**
 * What it costs to get from a call that was bound to a version into it, beyond the call and its slot: instructions executed between
 * the two, seen from outside. A trap on the way voids the pass.
 */
public final class BoundCallCost implements Tracer {
    private static final int CALL_AND_SLOT = 2;

    private final World world;
    private final Set<Long> sites = new HashSet<>();
    private final Set<Long> entries = new HashSet<>();
    private long began = -1;
    private long most;

    public BoundCallCost(World world) {
        this.world = world;
        world.machine().addTracer(this);
    }

    @Override
    public void trap(long cycle, int trapType, int trapLevel, long pc) {
        began = -1;
    }

    /** Follows the calls that a ledger change binds. */
    public void follow(LedgerChange change) {
        if (change.kind() != Kind.SPECIALIZE || change.address() == 0 || change.patch() != 0 || change.state() != State.INSTALLED) {
            return;
        }
        if (sites.add(change.address())) {
            world.machine().watch(change.address(), (cycle, pc) ->
                    began = world.textWord(pc) == change.wordAfter() ? world.machine().instructions() : -1);
        }
        if (entries.add(Flow.target(change.wordAfter(), change.address()))) {
            world.machine().watch(Flow.target(change.wordAfter(), change.address()), (cycle, pc) -> arrived());
        }
    }

    private void arrived() {
        if (began >= 0) {
            most = Math.max(most, world.machine().instructions() - began - CALL_AND_SLOT);
            began = -1;
        }
    }

    /** How many calls were bound at some time. */
    public int sites() {
        return sites.size();
    }

    /** The most instructions that a bound call needed, beyond itself and its slot, to arrive. */
    public long extraInstructions() {
        return most;
    }
}

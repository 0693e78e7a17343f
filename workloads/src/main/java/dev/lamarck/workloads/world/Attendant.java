package dev.lamarck.workloads.world;

import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Stop;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Somebody who wants to run one world of this process in his own way: a debugger, of a command whose worlds are made deep inside of a study. He gets the first world of
 * the sort that he waits for; all others run as ever. What a world computes does not depend on who runs it.
 */
public final class Attendant {
    private static final AtomicReference<Attendant> WAITING = new AtomicReference<>();

    private final Predicate<Job> wanted;
    private final Function<World, Function<Limits, Stop>> running;

    /**
     * @param wanted  of which job the world is to be
     * @param running says, of the world, how it is run
     */
    public Attendant(Predicate<Job> wanted, Function<World, Function<Limits, Stop>> running) {
        this.wanted = wanted;
        this.running = running;
    }

    /** Waits, in place of anybody who waited before. */
    public void await() {
        WAITING.set(this);
    }

    /** Who runs a world that is about to begin, if somebody waited for it; then he waits no more. */
    static Optional<Function<Limits, Stop>> of(World world) {
        Attendant waiting = WAITING.get();
        boolean isWanted = waiting != null && waiting.wanted.test(world.job()) && WAITING.compareAndSet(waiting, null);
        return isWanted ? Optional.of(waiting.running.apply(world)) : Optional.empty();
    }
}

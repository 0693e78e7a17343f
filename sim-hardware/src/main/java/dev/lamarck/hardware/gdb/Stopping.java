package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.history.Sighting;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MemoryAccess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The breakpoints and watchpoints that the debugger has set: observers of the machine, while it runs forward to stop it, else to be looked back for. */
final class Stopping implements Sighting {
    /** What the protocol numbers 2 to 4. */
    enum Kind {
        WRITE("watch"), READ("rwatch"), ACCESS("awatch");

        final String reply;

        Kind(String reply) {
            this.reply = reply;
        }

        boolean concerns(boolean isStore) {
            return this == ACCESS || isStore == (this == WRITE);
        }
    }

    /** {@code va} is what the debugger calls {@code pa}. */
    record Watchpoint(Kind kind, long va, int length) {}

    private final Machine machine;
    private final GuestSystem system;
    private final Map<Long, Integer> breakpoints = new LinkedHashMap<>();
    /** With their physical addresses when they were set. */
    private final Map<Watchpoint, Long> watchpoints = new LinkedHashMap<>();
    private Watchpoint hit;

    Stopping(Machine machine, GuestSystem system) {
        this.machine = machine;
        this.system = system;
    }

    void addBreakpoint(long va) {
        breakpoints.merge(va, 1, Integer::sum);
    }

    void removeBreakpoint(long va) {
        breakpoints.computeIfPresent(va, (at, count) -> count == 1 ? null : count - 1);
    }

    /** False if the address is not in RAM now. */
    boolean addWatchpoint(Watchpoint watchpoint, long thread) {
        OptionalLong pa = system.translate(thread, watchpoint.va);
        if (pa.isEmpty() || !machine.isRam(pa.getAsLong(), watchpoint.length)) {
            return false;
        }
        watchpoints.put(watchpoint, pa.getAsLong());
        return true;
    }

    void removeWatchpoint(Watchpoint watchpoint) {
        watchpoints.remove(watchpoint);
    }

    void clear() {
        breakpoints.clear();
        watchpoints.clear();
    }

    /** Whether a watchpoint has been hit since. */
    boolean isHit() {
        return hit != null;
    }

    /** The watchpoint that was hit last since this was asked last; or null. */
    Watchpoint takeHit() {
        Watchpoint last = hit;
        hit = null;
        return last;
    }

    /** Stops the machine: before the instruction at a breakpoint, after an access to watched memory. The results, run, end it. */
    List<Runnable> arm() {
        List<Runnable> armed = new ArrayList<>();
        for (long va : breakpoints.keySet()) {
            armed.add(machine.breakAt(va, (cycle, pc) -> isMeant(pc)));
        }
        watchpoints.forEach((watchpoint, pa) -> armed.add(machine.watchMemory(pa, watchpoint.length, access -> {
            if (noticed(watchpoint, access)) {
                machine.requestStop();
            }
        })));
        return armed;
    }

    @Override
    public List<Runnable> watch(Machine past, Runnable seen) {
        List<Runnable> watching = new ArrayList<>();
        for (long va : breakpoints.keySet()) {
            watching.add(past.watch(va, (cycle, pc) -> {
                if (isMeant(pc)) {
                    hit = null;
                    seen.run();
                }
            }));
        }
        watchpoints.forEach((watchpoint, pa) -> watching.add(past.watchMemory(pa, watchpoint.length, access -> {
            if (noticed(watchpoint, access)) {
                seen.run();
            }
        })));
        return watching;
    }

    private boolean isMeant(long pc) {
        return machine.registers().isPrivileged() || !system.isKernel(pc);
    }

    private boolean noticed(Watchpoint watchpoint, MemoryAccess access) {
        boolean concerns = watchpoint.kind.concerns(access.isStore());
        hit = concerns ? watchpoint : hit;
        return concerns;
    }
}

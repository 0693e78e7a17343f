package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.StoreTable;
import dev.lamarck.workloads.equivalence.Unseen;
import java.util.List;

/** What {@code kill_proc_cached} keeps for itself, in the sender's process; {@code kill_proc} does not know of it. */
final class SignalCache {
    /** %g7 holds the current thread ({@code docs/platform.md}). */
    private static final int THREAD = 7;
    private static final String KERNEL = "dev.lamarck.kernel.";

    private SignalCache() {}

    static List<Unseen.Range> of(Image kernel, Machine machine) {
        StoreTable fields = StoreTable.of(kernel);
        long thread = machine.registers().integer(THREAD);
        long process = new KernelMemory(machine).load(thread + place(fields, "sched.KThread", "proc"), Datum.LONG);
        return List.of(new Unseen.Range(process + place(fields, "process.Proc", "lastTarget"), Long.BYTES),
                new Unseen.Range(process + place(fields, "process.Proc", "lastSignal"), Integer.BYTES));
    }

    private static long place(StoreTable fields, String owner, String name) {
        return fields.fields().get(fields.number(KERNEL + owner, name)).place();
    }
}

package dev.lamarck.lab.trace;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.cpu.TrapType;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Tracer;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.world.World;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** Prints the events of the kinds that were asked for: {@code CYCLE KIND PARTICULARS}. */
public final class EventTrace implements Tracer {
    private static final int SYSTEM_CALL = TrapType.SOFTWARE + 0x6d;
    private static final int G1 = 1;
    private static final int O0 = 8;
    private static final int O1 = 9;
    private static final int ARGUMENTS = 6;
    private static final String CONTEXT_SWITCH = "resume";

    /** What can be traced. */
    public enum Kind {
        TRAPS, SYSCALLS, SWITCHES, SPLICES
    }

    private final Machine machine;
    private final Image kernel;
    private final Set<Kind> kinds;
    private final PrintWriter lines;

    private EventTrace(World world, Set<Kind> kinds, PrintWriter lines) {
        this.machine = world.machine();
        this.kernel = world.kernelImage();
        this.kinds = kinds;
        this.lines = lines;
    }

    /** Has the world's events printed from now on. */
    public static void attach(World world, Set<Kind> kinds, PrintWriter lines) {
        EventTrace trace = new EventTrace(world, kinds, lines);
        world.machine().addTracer(trace);
        if (kinds.contains(Kind.SWITCHES)) {
            world.machine().watch(trace.kernel.address(CONTEXT_SWITCH), (cycle, pc) -> trace.contextSwitch(cycle));
        }
    }

    @Override
    public void trap(long cycle, int trapType, int trapLevel, long pc) {
        if (kinds.contains(Kind.TRAPS)) {
            print(cycle, "trap", String.format("0x%03x %s tl=%d pc=%s", trapType, TrapNames.of(trapType), trapLevel, place(pc)));
        }
        if (kinds.contains(Kind.SYSCALLS) && trapType == SYSTEM_CALL) {
            print(cycle, "syscall", systemCall());
        }
    }

    @Override
    public void marker(long cycle, long value) {
        if (kinds.contains(Kind.SPLICES)) {
            print(cycle, "splice", World.eventName(value));
        }
    }

    private void contextSwitch(long cycle) {
        RegisterView registers = machine.registers();
        print(cycle, "switch", String.format("thread 0x%x -> 0x%x", registers.integer(O0), registers.integer(O1)));
    }

    private String systemCall() {
        RegisterView registers = machine.registers();
        StringJoiner arguments = new StringJoiner(", ", SystemCallNames.of((int) registers.integer(G1)) + "(", ")");
        for (int i = 0; i < ARGUMENTS; i++) {
            arguments.add("0x" + Long.toHexString(registers.integer(O0 + i)));
        }
        return arguments.toString();
    }

    /** Kernel code by name; user code, which may lie at the same addresses, by number. */
    private String place(long pc) {
        String number = "0x" + Long.toHexString(pc);
        return machine.registers().isPrivileged() ? kernel.functionAt(pc).map(f -> number + " <" + f.name() + ">").orElse(number) : number;
    }

    private void print(long cycle, String kind, String particulars) {
        lines.println(String.format(Locale.ROOT, "%12d %s %s", cycle, kind, particulars));
    }
}

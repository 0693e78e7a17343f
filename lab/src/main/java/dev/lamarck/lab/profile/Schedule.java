package dev.lamarck.lab.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.lab.debug.KernelSystem;
import dev.lamarck.lab.trace.EventTrace;
import dev.lamarck.workloads.world.World;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * What ran when, as the JSON trace events that Perfetto reads: a track for each processor with the thread that it executes, a track for each thread with
 * its system calls, and the moments that the kernel marks. Time is the machine's, in microseconds; in functional mode an instruction takes a cycle.
 */
public final class Schedule {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** In place of a thread's number: none has run yet. */
    private static final long NOBODY = -1;
    private static final int WORLD = 1;
    // What registers hold at the entries of the kernel's assembly (kernel.trap).
    private static final int TO = 9;
    private static final int FRAME = 16;
    private static final int NUMBER_SHIFT = 3;

    private final Machine machine;
    private final RegisterView registers;
    private final KernelSystem system;
    private final double microsecond;
    private final ArrayNode events = MAPPER.createArrayNode();
    /** The tracks of threads, by their numbers; those before them are the processors', by theirs. */
    private final Map<Long, Integer> tracks = new HashMap<>();
    /** Threads in a system call. */
    private final Set<Long> calling = new HashSet<>();
    /** By processor: the thread that it executes, and since when. */
    private final long[] running;
    private final long[] switchedIn;

    private Schedule(World world, KernelSystem system) {
        this.machine = world.machine();
        this.registers = machine.registers();
        this.system = system;
        this.microsecond = world.job().machine().number(ConfigurationKey.CLOCK_HERTZ) / 1e6;
        int cpus = machine.configuration().cpus();
        switchedIn = new long[cpus];
        running = new long[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            running[cpu] = NOBODY;
            name(cpu, cpus == 1 ? "processor" : "processor " + cpu);
        }
        switchedIn[machine.cpu()] = machine.cycles();
        running[machine.cpu()] = system.running();
    }

    /** Notes what a world does from now on. */
    public static Schedule of(World world, KernelSystem system) {
        Schedule schedule = new Schedule(world, system);
        schedule.watch(world, "resume", schedule::switching);
        schedule.watch(world, "system_call", schedule::called);
        schedule.watch(world, "user_return", schedule::returned);
        world.machine().addMarkerListener((cycle, value) -> schedule.event("i", World.eventName(value), schedule.machine.cpu(), cycle).put("s", "g"));
        return schedule;
    }

    private void watch(World world, String symbol, LongConsumer reached) {
        machine.watch(world.kernelImage().address(symbol), (cycle, pc) -> {
            if (registers.isPrivileged()) {
                reached.accept(cycle);
            }
        });
    }

    /** Its first instruction, which flushes windows, may trap and be executed again. */
    private void switching(long cycle) {
        long next = registers.integer(TO) >>> NUMBER_SHIFT;
        int cpu = machine.cpu();
        if (next != running[cpu]) {
            ran(cpu, cycle);
            running[cpu] = next;
        }
    }

    /** A processor's thread has run until now. */
    private void ran(int cpu, long cycle) {
        if (running[cpu] != NOBODY) {
            event("X", system.name(running[cpu]), cpu, switchedIn[cpu]).put("dur", (cycle - switchedIn[cpu]) / microsecond);
        }
        switchedIn[cpu] = cycle;
    }

    private void called(long cycle) {
        byte[] number = machine.readPhysical(registers.integer(FRAME) - Pages.DIRECT + TrapFrame.G1, Long.BYTES);
        event("B", EventTrace.callName(ByteBuffer.wrap(number).getLong()), track(), cycle);
        calling.add(running[machine.cpu()]);
    }

    private void returned(long cycle) {
        if (calling.remove(running[machine.cpu()])) {
            event("E", "", track(), cycle);
        }
    }

    private int track() {
        return tracks.computeIfAbsent(running[machine.cpu()], thread -> {
            int track = running.length + tracks.size();
            name(track, system.name(thread));
            return track;
        });
    }

    private void name(int track, String name) {
        events.addObject().put("ph", "M").put("name", "thread_name").put("pid", WORLD).put("tid", track).putObject("args").put("name", name);
    }

    private ObjectNode event(String phase, String name, int track, long cycle) {
        return events.addObject().put("ph", phase).put("name", name).put("pid", WORLD).put("tid", track).put("ts", cycle / microsecond);
    }

    /** The trace up to now, as text. */
    public String write() {
        for (int cpu = 0; cpu < running.length; cpu++) {
            ran(cpu, machine.counters(cpu).cycles());
        }
        ObjectNode trace = MAPPER.createObjectNode();
        trace.put("displayTimeUnit", "ns").set("traceEvents", events);
        try {
            return MAPPER.writeValueAsString(trace) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree of plain nodes can be written", impossible);
        }
    }
}

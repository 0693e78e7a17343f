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
 * What ran when, as the JSON trace events that Perfetto reads: a track for the processor with the thread that it executes, a track for each thread with
 * its system calls, and the moments that the kernel marks. Time is the machine's, in microseconds; in functional mode an instruction takes a cycle.
 */
public final class Schedule {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PROCESSOR = 0;
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
    /** The tracks of threads, by their numbers. */
    private final Map<Long, Integer> tracks = new HashMap<>();
    /** Threads in a system call. */
    private final Set<Long> calling = new HashSet<>();
    private long switchedIn;
    private long running;

    private Schedule(World world, KernelSystem system) {
        this.machine = world.machine();
        this.registers = machine.registers();
        this.system = system;
        this.microsecond = world.job().machine().number(ConfigurationKey.CLOCK_HERTZ) / 1e6;
        switchedIn = machine.cycles();
        running = system.running();
        name(PROCESSOR, "processor");
    }

    /** Notes what a world does from now on. */
    public static Schedule of(World world, KernelSystem system) {
        Schedule schedule = new Schedule(world, system);
        schedule.watch(world, "resume", schedule::switching);
        schedule.watch(world, "system_call", schedule::called);
        schedule.watch(world, "user_return", schedule::returned);
        world.machine().addMarkerListener((cycle, value) -> schedule.event("i", World.eventName(value), PROCESSOR, cycle).put("s", "g"));
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
        if (next != running) {
            ran(cycle);
            running = next;
            switchedIn = cycle;
        }
    }

    /** The running thread has run until now. */
    private void ran(long cycle) {
        event("X", system.name(running), PROCESSOR, switchedIn).put("dur", (cycle - switchedIn) / microsecond);
    }

    private void called(long cycle) {
        byte[] number = machine.readPhysical(registers.integer(FRAME) - Pages.DIRECT + TrapFrame.G1, Long.BYTES);
        event("B", EventTrace.callName(ByteBuffer.wrap(number).getLong()), track(), cycle);
        calling.add(running);
    }

    private void returned(long cycle) {
        if (calling.remove(running)) {
            event("E", "", track(), cycle);
        }
    }

    private int track() {
        return tracks.computeIfAbsent(running, thread -> {
            int track = tracks.size() + 1;
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
        ran(machine.cycles());
        switchedIn = machine.cycles();
        ObjectNode trace = MAPPER.createObjectNode();
        trace.put("displayTimeUnit", "ns").set("traceEvents", events);
        try {
            return MAPPER.writeValueAsString(trace) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree of plain nodes can be written", impossible);
        }
    }
}

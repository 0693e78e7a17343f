package dev.lamarck.lab.trace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Tracer;
import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.world.World;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.LongConsumer;

/** Prints the events of the kinds that were asked for: {@code CYCLE KIND PARTICULARS}. */
public final class EventTrace implements Tracer {
    private static final int THREAD = 7;
    private static final int O0 = 8;
    private static final int O1 = 9;
    private static final int ARGUMENTS = 6;
    // Places of the kernel's assembly (kernel.trap): what registers hold there is part of its documentation.
    private static final String CONTEXT_SWITCH = "resume";
    private static final String SYSTEM_CALL = "system_call";
    private static final String USER_RETURN = "user_return";
    private static final int FRAME = 16;
    private static final ConstantNames CALLS = new ConstantNames(SyscallNumber.class, "call_");
    private static final ConstantNames ERRORS = new ConstantNames(Errno.class, "E");

    /** What can be traced. */
    public enum Kind {
        TRAPS, SYSCALLS, SWITCHES, SPLICES, INSTRUCTIONS
    }

    /**
     * Which of the events are printed.
     *
     * @param from  the first cycle
     * @param to    the last cycle
     * @param functions of the kernel's, by symbol, to whose instructions those of the trace are confined; empty for all, of programs too
     */
    public record Filter(long from, long to, Set<String> functions) {
        public static final Filter ALL = new Filter(0, Long.MAX_VALUE, Set.of());
    }

    /** How an event is written. */
    public enum Form { TEXT, JSON }

    private final Machine machine;
    private final RegisterView registers;
    private final Image kernel;
    private final Set<Kind> kinds;
    private final Filter filter;
    private final Form form;
    private final PrintWriter lines;
    private long switchedTo;

    private EventTrace(World world, Set<Kind> kinds, Filter filter, Form form, PrintWriter lines) {
        this.machine = world.machine();
        this.registers = machine.registers();
        this.kernel = world.kernelImage();
        this.kinds = kinds;
        this.filter = filter;
        this.form = form;
        this.lines = lines;
    }

    /** Has the world's events printed from now on. */
    public static void attach(World world, Set<Kind> kinds, Filter filter, Form form, PrintWriter lines) {
        EventTrace trace = new EventTrace(world, kinds, filter, form, lines);
        world.machine().addTracer(trace);
        if (kinds.contains(Kind.INSTRUCTIONS)) {
            world.machine().observeInstructions(trace::instruction);
        }
        if (kinds.contains(Kind.SWITCHES)) {
            trace.watch(CONTEXT_SWITCH, trace::contextSwitch);
        }
        if (kinds.contains(Kind.SYSCALLS)) {
            trace.watch(SYSTEM_CALL, trace::systemCall);
            trace.watch(USER_RETURN, trace::returnToUser);
        }
    }

    /** Calls back whenever the kernel, not a program that has code at the same address, executes a function's first word. */
    private void watch(String symbol, LongConsumer passed) {
        machine.watch(kernel.address(symbol), (cycle, pc) -> {
            if (registers.isPrivileged()) {
                passed.accept(cycle);
            }
        });
    }

    @Override
    public void trap(long cycle, int trapType, int trapLevel, long pc) {
        if (kinds.contains(Kind.TRAPS)) {
            print(cycle, "trap", String.format("0x%03x %s tl=%d pc=%s", trapType, TrapNames.of(trapType), trapLevel, place(pc)));
        }
    }

    @Override
    public void marker(long cycle, long value) {
        if (kinds.contains(Kind.SPLICES)) {
            print(cycle, "splice", World.eventName(value));
        }
    }

    /** An attempt at it: one that traps and is retried is there twice. */
    private void instruction(long pc) {
        long cycle = machine.cycles();
        if (!isWanted(cycle) || !filter.functions.isEmpty() && !isInFunctions(pc)) {
            return;
        }
        Optional<Integer> word = word(pc);
        print(cycle, "instruction", place(pc) + " " + word.map(bits -> Disassembler.text(bits, pc).replace('\t', ' ')).orElse("?"));
    }

    private boolean isInFunctions(long pc) {
        return registers.isPrivileged() && kernel.functionAt(pc).filter(function -> filter.functions.contains(function.name())).isPresent();
    }

    /** What stands at an address of the instruction space, if a TLB knows where that is. */
    private Optional<Integer> word(long pc) {
        OptionalLong pa = machine.translateFetch(pc);
        return pa.isPresent() && machine.isRam(pa.getAsLong(), Integer.BYTES)
                ? Optional.of(ByteBuffer.wrap(machine.readPhysical(pa.getAsLong(), Integer.BYTES)).getInt()) : Optional.empty();
    }

    private boolean isWanted(long cycle) {
        return cycle >= filter.from && cycle <= filter.to;
    }

    /** Its first instruction, which flushes windows, may trap and be executed again. */
    private void contextSwitch(long cycle) {
        if (registers.integer(O1) == switchedTo) {
            return;
        }
        switchedTo = registers.integer(O1);
        print(cycle, "switch", String.format("thread 0x%x -> 0x%x", registers.integer(O0), registers.integer(O1)));
    }

    private void systemCall(long cycle) {
        StringJoiner arguments = new StringJoiner(", ", callName(frame(TrapFrame.G1)) + "(", ")");
        for (int i = 0; i < ARGUMENTS; i++) {
            arguments.add("0x" + Long.toHexString(frame(TrapFrame.O0 + Long.BYTES * i)));
        }
        print(cycle, "syscall", thread() + arguments);
    }

    /** The result, unless another trap is returned from or the call went on elsewhere ({@code exec}). */
    private void returnToUser(long cycle) {
        long call = frame(TrapFrame.CALL) - 1;
        if (call >= 0) {
            long result = frame(TrapFrame.O0);
            print(cycle, "result", thread() + callName(call) + " = "
                    + ((frame(TrapFrame.TSTATE) & TrapFrame.TSTATE_CARRY) == 0 ? "0x" + Long.toHexString(result) : "-" + ERRORS.of((int) result)));
        }
    }

    /** A system call by name. */
    public static String callName(long number) {
        return CALLS.of((int) number).toLowerCase(Locale.ROOT);
    }

    private String thread() {
        return String.format("thread 0x%x ", registers.integer(THREAD));
    }

    /** A doubleword of the trap frame at {@code %l0}. */
    private long frame(int offset) {
        return ByteBuffer.wrap(machine.readPhysical(registers.integer(FRAME) - Pages.DIRECT + offset, Long.BYTES)).getLong();
    }

    /** Kernel code by name; user code, which may lie at the same addresses, by number. */
    private String place(long pc) {
        String number = "0x" + Long.toHexString(pc);
        return registers.isPrivileged() ? kernel.functionAt(pc).map(f -> number + " <" + f.name() + ">").orElse(number) : number;
    }

    private void print(long cycle, String kind, String particulars) {
        if (isWanted(cycle)) {
            lines.println(form == Form.TEXT ? String.format(Locale.ROOT, "%12d %s %s", cycle, kind, particulars) : json(cycle, kind, particulars));
        }
    }

    private static String json(long cycle, String kind, String particulars) {
        return JsonNodeFactory.instance.objectNode().put("cycle", cycle).put("kind", kind).put("text", particulars).toString();
    }
}

package dev.lamarck.lab.debug;

import dev.lamarck.hardware.gdb.GuestThread;
import dev.lamarck.hardware.gdb.SavedContext;
import dev.lamarck.hardware.gdb.SavedWindow;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.ThreadContext;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.kernel.trap.UserWindows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The kernel's threads. A thread's number is the address of its object divided by eight, as GDB has 31 bits for it; the methods take and give these
 * numbers.
 */
final class KernelThreads {
    private static final int THREAD = 7;
    /** The number, before the kernel has made its first thread. */
    private static final long NO_THREAD = 1;
    private static final int NUMBER_SHIFT = 3;
    /** No list is longer, unless it is being changed or is damaged. */
    private static final int MOST_THREADS = 10_000;
    private static final int PAGE_SHIFT = 13;
    private static final int INDEX_BITS = 10;
    private static final long PAGE_FRAME = (1L << 41) - 1 & -(1L << PAGE_SHIFT);

    private final Machine machine;
    private final KernelMemory memory;

    KernelThreads(Machine machine, KernelMemory memory) {
        this.machine = machine;
        this.memory = memory;
    }

    long running() {
        return running(machine.cpu());
    }

    /** The processor that executes a thread. Before the kernel has made its first, that is the one that runs. */
    OptionalInt processor(long thread) {
        int running = machine.cpu();
        return thread == running(running) ? OptionalInt.of(running)
                : IntStream.range(0, machine.configuration().cpus()).filter(cpu -> running(cpu) == thread).findFirst();
    }

    /** The address of the one that the dispatcher runs is in the alternate globals, whatever is executed; interrupt threads may have pinned it. */
    private long running(int cpu) {
        List<Long> stacked = stacked(cpu);
        return stacked.isEmpty() ? NO_THREAD : stacked.getLast() >>> NUMBER_SHIFT;
    }

    /** The addresses of the thread that a processor's dispatcher runs and of those that pin it, the one that executes last; none before the first thread. */
    private List<Long> stacked(int cpu) {
        List<Long> stacked = new ArrayList<>();
        long thread = machine.registers(cpu).alternateGlobal(THREAD);
        if (thread > 0 && memory.translate(thread).isPresent()) {
            Map<Long, Long> pinning = new HashMap<>();
            objects().forEach(each -> pinning.put(pinned(each), each));
            for (Long each = thread; each != null; each = pinning.get(each)) {
                stacked.add(each);
            }
        }
        return stacked;
    }

    /** Of a thread that others pin, the windows that are in registers with theirs. */
    private List<SavedWindow> windowsBelow(long thread) {
        return IntStream.range(0, machine.configuration().cpus()).filter(cpu -> running(cpu) != thread && stacked(cpu).contains(object(thread))).boxed()
                .flatMap(cpu -> SavedWindow.inRegisters(machine.registers(cpu)).stream()).toList();
    }

    /** The thread that an interrupt thread pins; 0 if it pins none. */
    private long pinned(long thread) {
        return memory.reference(thread, KThread.class.getName() + ".pinned");
    }

    /** The addresses of all threads that the kernel knows. */
    private List<Long> objects() {
        List<Long> threads = new ArrayList<>();
        long each = memory.staticReference(Sched.class.getName() + ".threads");
        while (each != 0 && threads.size() < MOST_THREADS) {
            threads.add(each);
            each = memory.reference(each, KThread.class.getName() + ".next");
        }
        return threads;
    }

    private static long object(long number) {
        return number << NUMBER_SHIFT;
    }

    List<GuestThread> all() {
        Set<Long> threads = new LinkedHashSet<>(List.of(running()));
        objects().forEach(each -> threads.add(each >>> NUMBER_SHIFT));
        return threads.stream().map(thread -> new GuestThread(thread, description(thread))).toList();
    }

    private String description(long number) {
        if (number == NO_THREAD) {
            return name(number);
        }
        String on = machine.configuration().cpus() == 1 ? "" : processor(number).stream().mapToObj(cpu -> " on cpu " + cpu).findFirst().orElse("");
        return name(number) + " " + state(number) + on;
    }

    /** The kernel's name for it; of a process's thread, with the process and its program. */
    String name(long number) {
        if (number == NO_THREAD) {
            return "before the first thread";
        }
        String name = memory.text(memory.reference(object(number), KThread.class.getName() + ".name"));
        long process = process(number);
        return process == 0 ? name : name + " pid " + memory.number(process, Proc.class.getName() + ".pid") + " "
                + memory.text(memory.reference(process, Proc.class.getName() + ".executablePath"));
    }

    private String state(long number) {
        long thread = object(number);
        return switch (memory.number(thread, KThread.class.getName() + ".state")) {
            case KThread.NEW -> "new";
            case KThread.RUNNABLE -> "runnable";
            case KThread.RUNNING -> objects().stream().filter(each -> pinned(each) == thread).map(each -> "pinned by " + name(each >>> NUMBER_SHIFT)).findFirst()
                    .orElse("running");
            case KThread.SLEEPING -> "sleeping";
            case KThread.DEAD -> "dead";
            case KThread.FREE -> "free";
            default -> "in no state";
        };
    }

    private long process(long thread) {
        return thread == NO_THREAD ? 0 : memory.reference(object(thread), KThread.class.getName() + ".proc");
    }

    /** Of a thread that was switched out or is pinned: it goes on behind its call of {@code resume}, or of the handlers. */
    Optional<SavedContext> context(long thread) {
        if (thread == NO_THREAD || memory.translate(object(thread)).isEmpty()) {
            return Optional.empty();
        }
        long stack = memory.word(object(thread) + ThreadContext.SAVED_STACK);
        long[] ins = windowsBelow(thread).stream().filter(window -> window.address() == stack + TrapFrame.STACK_BIAS).map(SavedWindow::registers).findFirst()
                .orElseGet(() -> window(stack, stack + TrapFrame.STACK_BIAS).registers());
        return Optional.of(new SavedContext(memory.word(object(thread) + ThreadContext.SAVED_PC) + 8, stack, ins));
    }

    boolean isInUserMode(long thread) {
        OptionalInt cpu = processor(thread);
        return cpu.isPresent() && !machine.registers(cpu.getAsInt()).isPrivileged();
    }

    /** What the kernel keeps of its user's windows while the thread is in the kernel. */
    List<SavedWindow> savedWindows(long thread) {
        List<SavedWindow> windows = new ArrayList<>(windowsBelow(thread));
        if (process(thread) == 0 || isInUserMode(thread)) {
            return windows;
        }
        long end = memory.word(object(thread) + ThreadContext.WINDOW_NEXT);
        for (long entry = memory.word(object(thread) + ThreadContext.WINDOW_BUFFER); entry < end; entry += UserWindows.ENTRY_BYTES) {
            windows.add(window(memory.word(entry + UserWindows.ENTRY_STACK), entry));
        }
        long frame = memory.word(object(thread) + ThreadContext.USER_FRAME);
        if (memory.word(frame + TrapFrame.WINDOW_LOADED) != 0) {
            windows.add(window(memory.word(frame + TrapFrame.O0 + 6 * Long.BYTES), frame + TrapFrame.L0));
        }
        return windows;
    }

    private SavedWindow window(long stack, long from) {
        long[] registers = new long[SavedWindow.REGISTERS];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = memory.word(from + (long) Long.BYTES * i);
        }
        return new SavedWindow(stack + TrapFrame.STACK_BIAS, registers);
    }

    /** Where an address of the thread's program is in RAM, by the page table of its process. */
    OptionalLong translateUser(long thread, long va) {
        long process = process(thread);
        long space = process == 0 ? 0 : memory.reference(process, Proc.class.getName() + ".space");
        if (space == 0 || va < 0 || va >= AddressSpace.HIGHEST) {
            return OptionalLong.empty();
        }
        long hat = memory.reference(space, AddressSpace.class.getName() + ".hat");
        long root = memory.reference(hat, AddressSpace.class.getPackageName() + ".Hat.root");
        long middle = memory.word(root + index(va, PAGE_SHIFT + 2 * INDEX_BITS));
        long leaves = middle == 0 ? 0 : memory.physicalWord(middle + index(va, PAGE_SHIFT + INDEX_BITS));
        long leaf = leaves == 0 ? 0 : memory.physicalWord(leaves + index(va, PAGE_SHIFT));
        return leaf == 0 ? OptionalLong.empty() : OptionalLong.of(leaf & PAGE_FRAME | va & (1 << PAGE_SHIFT) - 1);
    }

    private static long index(long va, int shift) {
        return (va >>> shift & (1 << INDEX_BITS) - 1) * Long.BYTES;
    }
}

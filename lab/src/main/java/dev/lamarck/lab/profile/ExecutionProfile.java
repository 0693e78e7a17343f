package dev.lamarck.lab.profile;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.cpu.TrapType;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.lab.debug.KernelSystem;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Every instruction that a world executes, with its cycles, added up by thread, calls and address.
 *
 * <p>The calls of a thread are followed by what the instructions do: a jump to a function's first word is a call, which ends when the
 * stack pointer and the program counter are what the caller left them to be; a trap is a call of its handler by the instruction that trapped. Code in
 * user mode is its thread's outermost activation. A thread keeps its activations when another processor goes on with it;
 * a processor's cycles count from its first instruction.
 */
public final class ExecutionProfile {
    /** What user mode is called, whose addresses are not the kernel's. */
    static final String PROGRAM = "program";

    private static final int STACK_POINTER = 14;
    private static final int RETURN_ADDRESS = 15;
    private static final int THREAD = 7;

    private final Machine machine;
    private final Image image;
    private final KernelSystem system;
    private final CallNode root = new CallNode("all", 0, null);
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, Boolean> entries = new HashMap<>();
    /** Where each thread is that does not run, by its number in the alternate globals. */
    private final Map<Long, Activation> suspended = new HashMap<>();
    private final List<Execution> processors;

    private ExecutionProfile(World world, KernelSystem system) {
        this.machine = world.machine();
        this.image = world.kernelImage();
        this.system = system;
        this.processors = IntStream.range(0, machine.configuration().cpus()).mapToObj(Execution::new).toList();
    }

    /** Profiles a world from now on. */
    public static ExecutionProfile of(World world, KernelSystem system) {
        ExecutionProfile profile = new ExecutionProfile(world, system);
        profile.machine.observeInstructions(pc -> profile.processors.get(profile.machine.cpu()).executing(pc));
        return profile;
    }

    /** What no instruction has come after yet belongs to the last. */
    public void finish() {
        processors.forEach(each -> each.account(machine.counters(each.cpu)));
    }

    CallNode root() {
        return root;
    }

    Image image() {
        return image;
    }

    /** What one processor executes: the thread and its activations, and what has been accounted for. */
    private final class Execution {
        final int cpu;
        private final RegisterView registers;
        private Activation top;
        private long thread = -1;
        private long lastPc;
        private long lastStack;
        private Counters before;

        Execution(int cpu) {
            this.cpu = cpu;
            this.registers = machine.registers(cpu);
            this.before = machine.counters(cpu);
        }

        void account(Counters now) {
            if (top != null) {
                top.node().add(lastPc, now.instructions() - before.instructions(), now.cycles() - before.cycles());
            }
            before = now;
        }

        void executing(long pc) {
            Counters now = machine.counters(cpu);
            boolean trapped = before.traps() != now.traps();
            account(now);
            switchThread(registers.alternateGlobal(THREAD));
            if (!registers.isPrivileged()) {
                enterProgram();
            } else if (trapped) {
                int level = registers.trapLevel();
                // The handler of a window trap runs in another window; an interrupt comes when the instruction before is complete.
                boolean isInterrupt = registers.trapType(level) > TrapType.INTERRUPT_LEVEL && registers.trapType(level) < TrapType.INTERRUPT_VECTOR;
                call(pc, registers.tpc(level), registers.tnpc(level), isInterrupt ? registers.integer(STACK_POINTER) : lastStack);
            } else if (pc != lastPc + Integer.BYTES || isEntry(pc)) {
                follow(pc);
            }
            lastPc = pc;
            lastStack = registers.integer(STACK_POINTER);
        }

        private void switchThread(long running) {
            if (running == thread) {
                return;
            }
            if (top != null) {
                suspended.put(thread, top);
            }
            thread = running;
            top = suspended.computeIfAbsent(running, number -> base());
        }

        /** A program has no activation of the kernel's below it. */
        private void enterProgram() {
            boolean isThere = top.below() != null && top.below().below() == null && top.returnTo() == 0;
            if (!isThere) {
                Activation base = base();
                top = new Activation(base.node().callee(0, PROGRAM), 0, 0, 0, base);
                top.node().entered++;
            }
        }

        private void follow(long pc) {
            long stack = registers.integer(STACK_POINTER);
            for (Activation each = top; each.below() != null; each = each.below()) {
                if (each.endsAt(pc, stack)) {
                    top = each.below();
                    while (top.below() != null && top.endsAt(pc, stack)) {
                        top = top.below();
                    }
                    return;
                }
            }
            if (isEntry(pc)) {
                long back = registers.integer(RETURN_ADDRESS) + 8;
                call(pc, back, back, stack);
            } else if (!name(pc).equals(top.node().function)) {
                // A jump into the middle of another function goes on in place of this one.
                Activation from = top.below() == null ? top : top.below();
                CallNode node = from.node().callee(top.node().site, name(pc));
                // Entered it was, though nobody saw a call; readers of calls take none for no cost.
                node.entered = Math.max(node.entered, 1);
                top = new Activation(node, top.returnTo(), top.returnAfter(), top.stack(), from);
            }
        }

        private void call(long pc, long returnTo, long returnAfter, long stack) {
            CallNode node = top.node().callee(lastPc, name(pc));
            node.entered++;
            top = new Activation(node, returnTo, returnAfter, stack, top);
        }
    }

    private Activation base() {
        return new Activation(root.callee(0, system.name(system.running())), 0, 0, 0, null);
    }

    /** Generated code is not remembered: other code may come to stand in its place. */
    private String name(long pc) {
        String known = names.get(pc);
        if (known == null) {
            known = system.code(pc);
            if (image.functionAt(pc).isPresent()) {
                names.put(pc, known);
            }
        }
        return known;
    }

    private boolean isEntry(long pc) {
        return entries.computeIfAbsent(pc, at -> {
            Optional<ElfSymbol> function = image.functionAt(at);
            return function.isPresent() && function.get().address() == at;
        });
    }
}

package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.hardware.machine.Tracer;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls of one kernel function with the value of an argument and what the machine counted during each, seen from outside at no
 * cost to the guest. A call begins with the execution of the function's first word or, if it was bound to a version, of the word
 * to which the call was bound, and ends when the same thread executes the return address with the same stack pointer.
 */
public final class ArgumentCalls implements Tracer {
    /** %g7 holds the current thread ({@code docs/platform.md}). */
    private static final int THREAD = 7;
    private static final int FIRST_ARGUMENT = 8;
    private static final int STACK_POINTER = 14;
    private static final int RETURN_ADDRESS = 15;
    private static final int CALL_AND_SLOT = 8;
    /** {@code interrupt_level_1} to {@code 15} (V9 table 7-1). */
    private static final int FIRST_INTERRUPT = 0x41;
    private static final int LAST_INTERRUPT = 0x4F;

    /**
     * A call that has ended.
     *
     * @param word    what was executed as the function's first word
     * @param isBound whether it was bound to a version behind its entry test
     * @param isWhole whether no interrupt came in between; traps that the call itself led to are part of it
     * @param cost    what the machine counted during the call
     */
    public record Call(long began, long value, int word, boolean isBound, boolean isWhole, Counters cost) {}

    /** A call under way. */
    private static final class Activation {
        private final long began;
        private final long value;
        private final int word;
        private final boolean isBound;
        private final long returnAddress;
        private final long stackPointer;
        private final Counters before;
        private boolean isDisturbed;

        private Activation(long began, long value, int word, boolean isBound, long returnAddress, long stackPointer, Counters before) {
            this.began = began;
            this.value = value;
            this.word = word;
            this.isBound = isBound;
            this.returnAddress = returnAddress;
            this.stackPointer = stackPointer;
            this.before = before;
        }

        private boolean isAt(long address, long stack) {
            return returnAddress == address && stackPointer == stack;
        }
    }

    private final World world;
    private final RegisterView registers;
    private final int argument;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Long, Deque<Activation>> open = new HashMap<>();
    private final Set<Long> returnAddresses = new HashSet<>();
    private final Set<Long> boundEntries = new HashSet<>();

    public ArgumentCalls(World world, long entry, int argument) {
        this.world = world;
        this.registers = world.machine().registers();
        this.argument = argument;
        world.machine().addTracer(this);
        world.machine().watch(entry, (cycle, pc) -> began(cycle, pc, false));
    }

    /** Follows calls that a ledger change has bound elsewhere. */
    public void follow(LedgerChange change) {
        boolean isBoundCall = change.kind() == LedgerChange.Kind.SPECIALIZE && change.address() != 0 && change.patch() == 0
                && change.state() == LedgerChange.State.INSTALLED;
        if (isBoundCall) {
            long to = Flow.target(change.wordAfter(), change.address());
            if (boundEntries.add(to)) {
                world.machine().watch(to, (cycle, pc) -> began(cycle, pc, true));
            }
        }
    }

    /** In the order of their ends. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    private void began(long cycle, long pc, boolean isBound) {
        if (!registers.isPrivileged()) {
            return;
        }
        Deque<Activation> activations = open.computeIfAbsent(registers.integer(THREAD), thread -> new ArrayDeque<>());
        long returnAddress = registers.integer(RETURN_ADDRESS) + CALL_AND_SLOT;
        long stack = registers.integer(STACK_POINTER);
        if (!activations.isEmpty() && activations.peek().isAt(returnAddress, stack)) {
            return;    // the first word trapped and is tried again, or the entry test let the same call pass
        }
        activations.push(new Activation(cycle, registers.integer(FIRST_ARGUMENT + argument), world.textWord(pc), isBound, returnAddress,
                stack, world.machine().counters()));
        if (returnAddresses.add(returnAddress)) {
            world.machine().watch(returnAddress, this::returned);
        }
    }

    private void returned(long cycle, long pc) {
        Deque<Activation> activations = open.get(registers.integer(THREAD));
        if (registers.isPrivileged() && activations != null && !activations.isEmpty()
                && activations.peek().isAt(pc, registers.integer(STACK_POINTER))) {
            Activation call = activations.pop();
            calls.add(new Call(call.began, call.value, call.word, call.isBound, !call.isDisturbed,
                    world.machine().counters().since(call.before)));
        }
    }

    @Override
    public void trap(long cycle, int trapType, int trapLevel, long pc) {
        if (trapType < FIRST_INTERRUPT || trapType > LAST_INTERRUPT) {
            return;
        }
        open.values().forEach(activations -> activations.forEach(call -> call.isDisturbed = true));
    }
}

package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.workloads.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls of one kernel function, seen from outside at no cost to the guest. A call begins with the execution of the function's
 * first word, whatever that word is then, and ends when the same thread executes the return address with the same stack pointer.
 * Nothing of the guest's own analysis is used.
 */
public final class CallObserver {
    /** %g7 holds the current thread ({@code docs/platform.md}). */
    private static final int THREAD = 7;
    private static final int STACK_POINTER = 14;
    private static final int RETURN_ADDRESS = 15;
    private static final int CALL_AND_SLOT = 8;
    private static final int WORD = 4;

    /** A call, with the word that was executed as the function's first. */
    public static final class Call {
        private final long began;
        private final int word;
        private final long returnAddress;
        private final long stackPointer;
        private long bodyBegan = -1;
        private long exitBegan = -1;
        private long ended = -1;

        private Call(long began, int word, long returnAddress, long stackPointer) {
            this.began = began;
            this.word = word;
            this.returnAddress = returnAddress;
            this.stackPointer = stackPointer;
        }

        public long began() {
            return began;
        }

        public int word() {
            return word;
        }

        public boolean hasEnded() {
            return ended >= 0;
        }

        public long latencyCycles() {
            return ended - began;
        }

        /**
         * How long the first word, and the word of the exit up to the return, took with all that is spliced in there, whoever ran meanwhile. A snippet at the
         * entry and one at the exit measure the call's latency less some part of this.
         */
        public long marginCycles() {
            return bodyBegan - began + (exitBegan < 0 ? 0 : ended - exitBegan);
        }

        private boolean isAt(long address, long stack) {
            return returnAddress == address && stackPointer == stack;
        }
    }

    private final World world;
    private final RegisterView registers;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Long, Deque<Call>> open = new HashMap<>();
    private final Set<Long> exits = new HashSet<>();
    private final Set<Long> returnAddresses = new HashSet<>();

    public CallObserver(World world, long entry) {
        this.world = world;
        this.registers = world.machine().registers();
        world.machine().watch(entry, this::began);
        world.machine().watch(entry + WORD, (cycle, pc) -> ofThread().filter(call -> call.bodyBegan < 0).ifPresent(call -> call.bodyBegan = cycle));
    }

    /** Also observes when a call comes to a word at which the function is left. */
    public void watchExit(long address) {
        if (exits.add(address)) {
            world.machine().watch(address, (cycle, pc) -> ofThread().ifPresent(call -> call.exitBegan = cycle));
        }
    }

    /** The innermost call of the thread that runs. */
    private Optional<Call> ofThread() {
        Deque<Call> activations = open.get(registers.integer(THREAD));
        return registers.isPrivileged() && activations != null ? Optional.ofNullable(activations.peek()) : Optional.empty();
    }

    /** In the order of their beginnings. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    private void began(long cycle, long pc) {
        if (!registers.isPrivileged()) {
            return;
        }
        long returnAddress = registers.integer(RETURN_ADDRESS) + CALL_AND_SLOT;
        Call call = new Call(cycle, world.textWord(pc), returnAddress, registers.integer(STACK_POINTER));
        Deque<Call> activations = open.computeIfAbsent(registers.integer(THREAD), thread -> new ArrayDeque<>());
        if (!activations.isEmpty() && activations.peek().isAt(returnAddress, call.stackPointer)) {
            calls.remove(activations.pop());    // the first word trapped and is tried again: the same call
        }
        activations.push(call);
        calls.add(call);
        if (returnAddresses.add(returnAddress)) {
            world.machine().watch(returnAddress, this::returned);
        }
    }

    private void returned(long cycle, long pc) {
        ofThread().filter(call -> call.isAt(pc, registers.integer(STACK_POINTER))).ifPresent(call -> {
            open.get(registers.integer(THREAD)).pop();
            call.ended = cycle;
        });
    }
}

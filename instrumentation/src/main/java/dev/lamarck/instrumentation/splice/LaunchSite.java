package dev.lamarck.instrumentation.splice;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.snippet.Snippet;

/**
 * One point with snippets: what was learnt of the point when it was first asked for, the snippets in the order in which they run,
 * and the patch and springboard that are live for it. Owned by the {@link Splicer}.
 */
final class LaunchSite {
    static final int MAX_SNIPPETS = 8;

    long address;
    /** The displaced instruction, and the word behind it if that is its delay slot. */
    int word;
    int slot;
    /** What stands at the address while it is not redirected. */
    int launcher;
    long deadBefore;
    long deadAtFall;
    long deadAtTarget;

    final Snippet[] snippets = new Snippet[MAX_SNIPPETS];
    int count;

    long patch;
    int patchBytes;
    long springboard;
    int springboardBytes;

    private final byte[] registers = new byte[Snippet.MOST_REGISTERS];

    /** Takes the point at a word of an analysed function; null, or why there can be no site. */
    Refusal examine(Target target, FlowGraph graph, Liveness liveness, int index) {
        if (graph.isSlot(index)) {
            return Refusal.DELAY_SLOT;
        }
        if (!graph.isReached(index)) {
            return Refusal.NOT_REACHED;
        }
        address = graph.address(index);
        word = target.original(address);
        boolean hasSlot = Flow.hasDelaySlot(word);
        slot = hasSlot ? target.original(address + 4) : 0;
        deadBefore = Liveness.dead(liveness.liveBefore(index));
        deadAtFall = Liveness.dead(liveness.liveAt(address + (Flow.kind(word) == Flow.BRANCH ? 8 : 4)));
        deadAtTarget = Flow.isRelative(word) ? Liveness.dead(liveness.liveAt(Flow.target(word, address))) : 0;
        count = 0;
        patch = 0;
        springboard = 0;
        return null;
    }

    int indexOf(Snippet snippet) {
        for (int i = 0; i < count; i++) {
            if (snippets[i] == snippet) {
                return i;
            }
        }
        return -1;
    }

    void insert(int at, Snippet snippet) {
        for (int i = count; i > at; i--) {
            snippets[i] = snippets[i - 1];
        }
        snippets[at] = snippet;
        count++;
    }

    void remove(int at) {
        count--;
        for (int i = at; i < count; i++) {
            snippets[i] = snippets[i + 1];
        }
        snippets[count] = null;
    }

    /** Lays out the patch for the snippets there are: those, the displaced instruction, the way back. */
    Refusal layOut(CodeBuffer out) {
        int dead = Long.bitCount(deadBefore);
        if (needed(true) > dead) {
            return Refusal.NO_REGISTER;
        }
        assign(deadBefore);
        emitReaders(out, !slotIsConditional());
        if (needed(false) > dead) {
            out.emit(Emit.save(Reach.FRAME_BYTES));
            assign(0xffL << Reach.FIRST_LOCAL);
            emitOthers(out);
            out.emit(Emit.restore());
        } else {
            emitOthers(out);
        }
        return Relocation.emit(out, this);
    }

    private int needed(boolean readers) {
        int needed = 0;
        for (int i = 0; i < count; i++) {
            if (snippets[i].readsPoint() == readers) {
                needed = Math.max(needed, snippets[i].registers());
            }
        }
        return needed;
    }

    /** Whether the slot is executed on one of two ways only: a conditional branch that annuls. */
    private boolean slotIsConditional() {
        return Flow.isConditional(word) && Flow.isAnnulled(word);
    }

    /** Whether a snippet must stand with the slot's copy, on the way of the taken branch. */
    boolean guardsConditionalSlot() {
        boolean guards = false;
        for (int i = 0; i < count; i++) {
            guards |= snippets[i].isForSlot();
        }
        return guards && slotIsConditional();
    }

    /** Emits the snippets that belong to the slot, on its own way. */
    void emitSlotSnippets(CodeBuffer out) {
        assign(deadBefore);
        for (int i = 0; i < count; i++) {
            if (snippets[i].isForSlot()) {
                snippets[i].emit(out, registers);
            }
        }
    }

    private void assign(long free) {
        long rest = free;
        for (int i = 0; i < registers.length && rest != 0; i++) {
            registers[i] = (byte) Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
        }
    }

    private void emitReaders(CodeBuffer out, boolean slotsToo) {
        for (int i = 0; i < count; i++) {
            if (snippets[i].readsPoint() && (slotsToo || !snippets[i].isForSlot())) {
                snippets[i].emit(out, registers);
            }
        }
    }

    private void emitOthers(CodeBuffer out) {
        for (int i = 0; i < count; i++) {
            if (!snippets[i].readsPoint()) {
                snippets[i].emit(out, registers);
            }
        }
    }
}

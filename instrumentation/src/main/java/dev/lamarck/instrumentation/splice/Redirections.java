package dev.lamarck.instrumentation.splice;

import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;

/**
 * Which code stands for which function: for each redirected function a stack of versions, the linked function at the bottom. The
 * first word of every level below the top is an annulled branch to the top, since calls arrive at the linked entry and, from code
 * that was bound to a version, at that version's entry. Each redirection is one word a level, each stored whole; undo pops in order
 * and stores what was there: the launcher of a splice, the branch to the version below, or the code's own word.
 *
 * <p>A launch site at a redirected word is kept as data: its snippets do not run, and its launcher returns with the word.
 */
public final class Redirections {
    static final int MAX_REDIRECTIONS = 128;
    /** %g1 to %g5 carry nothing into a function (V9 ABI 3.2.2). */
    private static final long DEAD_AT_ENTRY = 0x3eL;

    private final Target target;
    private final Splicer splicer;
    private final CodeBuffer out = new CodeBuffer();
    private final LaunchSite relocated = new LaunchSite();

    // In the order in which they were made; those of one function are its stack.
    private int count;
    private final long[] function = new long[MAX_REDIRECTIONS];
    private final long[] version = new long[MAX_REDIRECTIONS];
    /** The level below and the word that its author put at its entry. */
    private final long[] covered = new long[MAX_REDIRECTIONS];
    private final int[] coveredWord = new int[MAX_REDIRECTIONS];
    private final long[] springboard = new long[MAX_REDIRECTIONS];
    private final int[] springboardBytes = new int[MAX_REDIRECTIONS];

    Redirections(Target target, Splicer splicer) {
        this.target = target;
        this.splicer = splicer;
    }

    /** Puts a version, complete in memory, on a function's stack; null, or why not. The function is named by its linked entry. */
    public Refusal redirect(long entry, long to) {
        if (count == MAX_REDIRECTIONS || !splicer.canRetire()) {
            return Refusal.NO_ROOM;
        }
        long below = top(entry);
        springboard[count] = 0;
        if (!Reach.oneBranch(below, to) || !Reach.oneBranch(entry, to)) {
            Refusal refusal = buildSpringboard(entry, to);
            if (refusal != null) {
                return refusal;
            }
        }
        function[count] = entry;
        version[count] = to;
        covered[count] = below;
        coveredWord[count] = target.original(below);
        count++;
        point(entry, count - 1);
        return null;
    }

    /** Takes the top version off a function's stack; its code may still be executed. Null, or why not. */
    public Refusal restore(long entry) {
        int at = topIndex(entry);
        if (at < 0) {
            return Refusal.NOT_INSTALLED;
        }
        long uncovered = covered[at];
        int word = splicer.launcher(uncovered, coveredWord[at]);
        long oldSpringboard = springboard[at];
        int oldBytes = springboardBytes[at];
        forget(at);
        write(uncovered, word);
        int below = topIndex(entry);
        if (below >= 0) {
            point(entry, below);
        }
        splicer.retire(entry, oldSpringboard, oldBytes);
        return null;
    }

    /** The entry of the code that stands for a function: the function's own if it is not redirected. */
    public long top(long entry) {
        int at = topIndex(entry);
        return at < 0 ? entry : version[at];
    }

    /** What {@link #restore} would store at a function's linked entry now; for those who must do it without asking. */
    public int wordBelow(long entry) {
        int at = topIndex(entry);
        if (covered[at] == entry) {
            return splicer.launcher(entry, coveredWord[at]);
        }
        return branch(entry, below(at));
    }

    /**
     * Emits the way from a version into the code that it is to cover, whose entry is {@code below}, so that it leads there when that
     * entry is redirected: the first instruction, without snippets spliced there, and a branch to the one behind it.
     */
    public Refusal emitCovered(CodeBuffer code, long below) {
        relocated.address = below;
        relocated.word = target.original(below);
        relocated.slot = Flow.hasDelaySlot(relocated.word) ? target.original(below + 4) : 0;
        relocated.deadAtFall = 0;
        relocated.deadAtTarget = 0;
        return Relocation.emit(code, relocated);
    }

    /** Whether the word at an address is a branch to a version. */
    boolean isRedirected(long address) {
        return indexCovering(address) >= 0;
    }

    /** What the author of the code put at an address, given what is there now. */
    int original(long address, int word) {
        int at = indexCovering(address);
        return at < 0 ? word : coveredWord[at];
    }

    /** Lets the entries of all levels below one, from the linked one up, lead to it. */
    private void point(long entry, int top) {
        for (int i = 0; i <= top; i++) {
            if (function[i] == entry) {
                write(covered[i], branch(covered[i], top));
            }
        }
    }

    private int branch(long from, int to) {
        return Reach.branch(from, springboard[to] != 0 ? springboard[to] : version[to]);
    }

    private Refusal buildSpringboard(long entry, long to) {
        out.open(entry);
        Reach.jump(out, to, DEAD_AT_ENTRY);
        int bytes = out.bytes();
        long address = target.allocateNear(entry, bytes);
        if (address == 0) {
            return Refusal.OUT_OF_REACH;
        }
        for (int i = 0; i <= topIndex(entry); i++) {
            if (function[i] == entry && !Reach.oneBranch(covered[i], address)) {
                target.release(address, bytes);
                return Refusal.OUT_OF_REACH;
            }
        }
        out.open(address);
        Reach.jump(out, to, DEAD_AT_ENTRY);
        for (int i = 0; i < out.length(); i++) {
            target.write(out.address(i), out.word(i));
        }
        target.flush(address, bytes);
        springboard[count] = address;
        springboardBytes[count] = bytes;
        return null;
    }

    private int below(int at) {
        int i = at - 1;
        while (function[i] != function[at]) {
            i--;
        }
        return i;
    }

    private int topIndex(long entry) {
        int i = count - 1;
        while (i >= 0 && function[i] != entry) {
            i--;
        }
        return i;
    }

    private int indexCovering(long address) {
        int i = count - 1;
        while (i >= 0 && covered[i] != address) {
            i--;
        }
        return i;
    }

    private void forget(int at) {
        count--;
        for (int i = at; i < count; i++) {
            function[i] = function[i + 1];
            version[i] = version[i + 1];
            covered[i] = covered[i + 1];
            coveredWord[i] = coveredWord[i + 1];
            springboard[i] = springboard[i + 1];
            springboardBytes[i] = springboardBytes[i + 1];
        }
    }

    private void write(long address, int word) {
        target.write(address, word);
        target.flush(address, 4);
    }
}

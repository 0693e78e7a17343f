package dev.lamarck.instrumentation.splice;

import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.instrumentation.code.Target;

/**
 * Direct calls that were made to lead elsewhere, each by one store of its word, for which a call costs nothing more. To analysis they
 * lead where they led. Who splices at such a call later displaces the original word, which then stays when the splice goes.
 */
public final class BoundCalls {
    private static final int MAX_CALLS = 256;

    private final Target target;
    private final long[] address = new long[MAX_CALLS];
    private final int[] word = new int[MAX_CALLS];
    private final int[] bound = new int[MAX_CALLS];
    private int count;

    BoundCalls(Target target) {
        this.target = target;
    }

    /** Lets the call at an address, whose word is {@code current} now, lead to another place, unless its word has been displaced. */
    public boolean bind(long at, int current, long to) {
        int original = target.original(at);
        if (count == MAX_CALLS || current != original || Opcode.of(original) != Opcode.CALL || !Flow.reaches(original, at, to)) {
            return false;
        }
        address[count] = at;
        word[count] = original;
        bound[count] = Flow.retarget(original, at, to);
        count++;
        write(at, bound[count - 1]);
        return true;
    }

    /** Lets the bound call at an address, whose word is {@code current} now, lead where it led. */
    public void release(long at, int current) {
        int index = indexOf(at);
        if (current == bound[index]) {
            write(at, word[index]);
        }
        count--;
        address[index] = address[count];
        word[index] = word[count];
        bound[index] = bound[count];
    }

    /** What the word at an address was before it was bound, given what it is now. */
    int original(long at, int current) {
        int index = count == 0 ? -1 : indexOf(at);
        return index >= 0 && current == bound[index] ? word[index] : current;
    }

    private int indexOf(long at) {
        int i = count - 1;
        while (i >= 0 && address[i] != at) {
            i--;
        }
        return i;
    }

    private void write(long at, int value) {
        target.write(at, value);
        target.flush(at, 4);
    }
}

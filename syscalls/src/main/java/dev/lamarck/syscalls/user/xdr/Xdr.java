package dev.lamarck.syscalls.user.xdr;

import dev.lamarck.syscalls.user.Heap;

/** A stream of words of four bytes, what is to be done with it, and a routine for each type of RFC 4506. */
public abstract class Xdr {
    /** What the routines do. */
    public enum Operation {
        ENCODE,
        DECODE,
        FREE
    }

    static final int WORD_BYTES = 4;
    private static final byte[] PADDING = new byte[WORD_BYTES];

    private Operation operation;
    private boolean isFailed;

    Xdr(Operation operation) {
        this.operation = operation;
    }

    /** False if the stream had no room or had no more. */
    abstract boolean putWord(int word);

    /** The next word; 0, after {@link #fail}, if there is none. */
    abstract int takeWord();

    abstract boolean putBytes(byte[] bytes, int from, int length);

    abstract boolean takeBytes(byte[] to, int from, int length);

    /** Whether so many more bytes may come, as far as is known: what is decoded is not believed before memory is made for it. */
    abstract boolean mayHave(long bytes);

    /** Does something else from now on, afresh. */
    public final void begin(Operation next) {
        operation = next;
        isFailed = false;
    }

    public final Operation operation() {
        return operation;
    }

    /** Whether all went well so far. */
    public final boolean isWell() {
        return !isFailed;
    }

    public final void fail() {
        isFailed = true;
    }

    /** 4.1, and 4.3: an enumeration is its number. */
    public final int integer(int value) {
        if (isFailed) {
            return value;
        }
        return switch (operation) {
            case ENCODE -> {
                isFailed = !putWord(value);
                yield value;
            }
            case DECODE -> takeWord();
            case FREE -> value;
        };
    }

    /** 4.2 */
    public final long unsigned(long value) {
        return integer((int) value) & 0xFFFF_FFFFL;
    }

    /** 4.4; anything but 0 and 1 is a failure. */
    public final boolean bool(boolean value) {
        int word = integer(value ? 1 : 0);
        if ((word & ~1) != 0) {
            fail();
        }
        return word == 1;
    }

    /** 4.5 */
    public final long hyper(long value) {
        long high = integer((int) (value >> 32));
        return high << 32 | unsigned(value);
    }

    /** 4.9: opaque data of the array's length. */
    public final void opaque(byte[] value) {
        if (isFailed || operation == Operation.FREE) {
            return;
        }
        int padding = -value.length & WORD_BYTES - 1;
        if (operation == Operation.ENCODE) {
            isFailed = !putBytes(value, 0, value.length) || !putBytes(PADDING, 0, padding);
            return;
        }
        // What comes as padding is not looked at.
        byte[] rest = new byte[WORD_BYTES];
        isFailed = !takeBytes(value, 0, value.length) || !takeBytes(rest, 0, padding);
        Heap.free(rest);
    }

    /** 4.10 and 4.11: opaque data or a string of at most so many bytes; null is as one of none. */
    public final byte[] bytes(byte[] value, int most) {
        if (operation == Operation.FREE) {
            Heap.free(value);
            return null;
        }
        int length = count(value == null ? 0 : value.length, most, 1);
        if (isFailed) {
            return value;
        }
        byte[] result = value != null && value.length == length ? value : new byte[length];
        opaque(result);
        return result;
    }

    /** 4.12: an array of as many integers as it has. */
    public final void vector(int[] value) {
        for (int i = 0; i < value.length; i++) {
            value[i] = integer(value[i]);
        }
    }

    /** 4.13: an array of at most so many integers; null is as one of none. */
    public final int[] integers(int[] value, int most) {
        if (operation == Operation.FREE) {
            Heap.free(value);
            return null;
        }
        int length = count(value == null ? 0 : value.length, most, WORD_BYTES);
        if (isFailed) {
            return value;
        }
        int[] result = value != null && value.length == length ? value : new int[length];
        vector(result);
        return result;
    }

    /** The number of elements, of which each takes so many bytes at least, in front of an array of any type. More than {@code most}, or than can follow, is a failure. */
    public final int count(int value, int most, int leastBytes) {
        long count = unsigned(value);
        boolean isTooLong = count > most || operation == Operation.DECODE && !mayHave(count * leastBytes);
        if (isTooLong) {
            fail();
        }
        return isFailed ? 0 : (int) count;
    }

    /** 4.19, optional data: whether a value follows. */
    public final boolean present(boolean value) {
        return bool(value);
    }
}

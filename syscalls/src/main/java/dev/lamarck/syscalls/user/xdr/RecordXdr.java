package dev.lamarck.syscalls.user.xdr;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.Readiness;

/**
 * Records over a stream of bytes (RFC 5531, section 11): each is fragments, each fragment a word with its length, of which the first bit is set in the last one, then
 * its bytes. One object encodes or decodes, one record after the other, and asks its descriptor for more or writes when a buffer is empty or full. Who is silent in the middle of a
 * record for longer than the time-out has failed.
 */
public final class RecordXdr extends Xdr {
    private static final int LAST = 0x8000_0000;
    private static final int BUFFER_BYTES = 4096;
    /** Longer records are refused: what is decoded comes from others. */
    private static final int LONGEST_FRAGMENT = 1 << 20;

    private final int descriptor;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Readiness readiness = new Readiness(1);
    private int timeoutMilliseconds;
    /** Encoding: the end of what is in the buffer, whose first word will be the fragment's. Decoding: the next byte, and how many there are. */
    private int at;
    private int filled;
    /** Bytes of the fragment not yet taken, and whether it is its record's last. */
    private int left;
    private boolean isLastFragment;
    private boolean isTimedOut;

    /** It does not close the descriptor. */
    public RecordXdr(int descriptor, Operation operation, int timeoutMilliseconds) {
        super(operation);
        this.descriptor = descriptor;
        this.timeoutMilliseconds = timeoutMilliseconds;
        at = operation == Operation.ENCODE ? WORD_BYTES : 0;
        isLastFragment = true;
    }

    public void setTimeout(int milliseconds) {
        timeoutMilliseconds = milliseconds;
    }

    /** Whether, past what is left of this record, bytes of a next one are here already, so that the descriptor need not be waited for. */
    public boolean hasMore() {
        return skipRecord() && at < filled;
    }

    /** Whether the last wait for the descriptor was in vain. */
    public boolean isTimedOut() {
        return isTimedOut;
    }

    /** Gives back what it is made of. */
    public void free() {
        readiness.free();
        Heap.free(buffer);
        Heap.free(this);
    }

    /** Encoding: what is encoded becomes a record and is written. Whether all of it was. */
    public boolean endRecord() {
        boolean isWritten = isWell() && writeFragment(LAST);
        at = WORD_BYTES;
        return isWritten;
    }

    /** Decoding: goes to the next record, past what is left of the one before; false if no more comes. */
    public boolean nextRecord() {
        begin(Operation.DECODE);
        return skipRecord() && nextFragment();
    }

    private boolean skipRecord() {
        while (left > 0 || !isLastFragment) {
            if (left == 0 ? !nextFragment() : !skip()) {
                return false;
            }
        }
        return true;
    }

    private boolean skip() {
        if (at == filled && !fill()) {
            return false;
        }
        int length = Math.min(left, filled - at);
        at += length;
        left -= length;
        return true;
    }

    private boolean nextFragment() {
        int header = 0;
        for (int i = 0; i < WORD_BYTES; i++) {
            if (at == filled && !fill()) {
                return false;
            }
            header = header << 8 | buffer[at++] & 0xFF;
        }
        isLastFragment = (header & LAST) != 0;
        left = header & ~LAST;
        return left <= LONGEST_FRAGMENT;
    }

    private boolean fill() {
        readiness.clear();
        readiness.add(descriptor);
        int ready = readiness.await(timeoutMilliseconds);
        isTimedOut = ready == 0;
        if (ready <= 0) {
            return false;
        }
        long length = Posix.read(descriptor, buffer, 0, buffer.length);
        at = 0;
        filled = (int) Math.max(length, 0);
        return filled > 0;
    }

    private boolean writeFragment(int flag) {
        int header = at - WORD_BYTES | flag;
        for (int i = 0; i < WORD_BYTES; i++) {
            buffer[i] = (byte) (header >> 24 - 8 * i);
        }
        int done = 0;
        while (done < at) {
            long length = Posix.write(descriptor, buffer, done, at - done);
            if (length <= 0) {
                return false;
            }
            done += (int) length;
        }
        at = WORD_BYTES;
        return true;
    }

    @Override
    boolean putWord(int word) {
        if (buffer.length - at < WORD_BYTES && !writeFragment(0)) {
            return false;
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[at++] = (byte) (word >> shift);
        }
        return true;
    }

    @Override
    int takeWord() {
        int word = 0;
        for (int i = 0; i < WORD_BYTES; i++) {
            if (!isMore()) {
                fail();
                return 0;
            }
            word = word << 8 | buffer[at++] & 0xFF;
            left--;
        }
        return word;
    }

    /** Whether the record has a next byte, which is in the buffer then. */
    private boolean isMore() {
        while (left == 0) {
            if (isLastFragment || !nextFragment()) {
                return false;
            }
        }
        return at < filled || fill();
    }

    @Override
    boolean putBytes(byte[] bytes, int from, int length) {
        int done = 0;
        while (done < length) {
            if (at == buffer.length && !writeFragment(0)) {
                return false;
            }
            int n = Math.min(length - done, buffer.length - at);
            Bytes.copy(bytes, from + done, buffer, at, n);
            at += n;
            done += n;
        }
        return true;
    }

    @Override
    boolean takeBytes(byte[] to, int from, int length) {
        int done = 0;
        while (done < length) {
            if (!isMore()) {
                return false;
            }
            int n = Math.min(length - done, Math.min(left, filled - at));
            Bytes.copy(buffer, at, to, from + done, n);
            at += n;
            left -= n;
            done += n;
        }
        return true;
    }

    @Override
    boolean mayHave(long bytes) {
        return bytes <= (isLastFragment ? left : LONGEST_FRAGMENT);
    }
}

package dev.lamarck.kernel.driver;

import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sync.Condition;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.sync.SpinLock;
import dev.lamarck.kernel.trap.InterruptHandler;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The channel to the lab. Any thread may send: from {@link #begin} to the end of {@link #send} the message is its own, and it is answered
 * before the next. Messages that come in are one thread's business, one at a time.
 */
@Magic
public final class Channel implements InterruptHandler {
    private static final int REQUEST = 0x00;
    private static final int REQUEST_LENGTH = 0x08;
    private static final int ANSWER = 0x10;
    private static final int ANSWER_CAPACITY = 0x18;
    private static final int SEND = 0x20;
    private static final int STATUS = 0x28;
    private static final int ANSWER_LENGTH = 0x30;
    private static final int INBOX_LENGTH = 0x38;
    private static final int INBOX_TAKE = 0x40;
    private static final int ATTENTIONS = 0x48;
    private static final int WAITING = 1;

    /** Kinds of message for SEND that are not the evolution manager's: a piece of a file ({@code exec.CopyOut}). */
    public static final int FILE = 64;

    /** The one there is. */
    public static final Channel LAB = new Channel();

    private final Mutex use = new Mutex();
    private final SpinLock lock = new SpinLock();
    private final Condition changed = new Condition();
    private long outgoing;
    private long incoming;
    private long answer;
    private int length;
    private Attentive attentive;
    /** Who sent the last message is no more; it may not be answered yet. */
    private boolean isAbandoned;

    private Channel() {}

    /** @param attentive whom the lab can interrupt */
    public void start(Attentive attentive) {
        this.attentive = attentive;
        outgoing = Pages.allocate(0);
        incoming = Pages.allocate(0);
        answer = Pages.allocate(0);
        Interrupts.register(Interrupts.CHANNEL, this);
    }

    @Override
    public void interrupt() {
        changed.broadcast();
        for (long left = read(ATTENTIONS); left > 0; left--) {
            write(ATTENTIONS, 1);
            attentive.attention();
        }
    }

    /** Begins a message, when the one before is answered. */
    public void begin() {
        use.acquire();
        if (isAbandoned) {
            awaitAnswer();
            isAbandoned = false;
        }
        length = 0;
    }

    /** Lets others have the channel if a thread that was killed has it; preemption is off. */
    public void inherit(KThread from) {
        isAbandoned |= use.inherit(from);
    }

    /** Appends a doubleword; what does not fit a page is dropped. */
    public void put(long word) {
        if (length <= Pages.BYTES - 8) {
            Memory.store64(outgoing + length, word);
            length += 8;
        }
    }

    public void putBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length && length < Pages.BYTES; i++) {
            Memory.store8(outgoing + length, bytes[i]);
            length++;
        }
    }

    /** Where the message goes on, for the sender to fill. */
    public @Kva long end() {
        return outgoing + length;
    }

    /** The message is so many bytes longer, which are at {@link #end}. */
    public void extend(int bytes) {
        length += bytes;
        assert length <= Pages.BYTES;
    }

    /** Sends the message and sleeps until the lab has it. */
    public void send(int kind) {
        transmit(kind, 0);
        done();
    }

    /** Sends the message and sleeps until it is answered; bytes of the answer, which stands until {@link #done}. */
    public int ask(int kind) {
        write(ANSWER, Pages.physical(answer));
        transmit(kind, Pages.BYTES);
        return (int) read(ANSWER_LENGTH);
    }

    /** A doubleword of the answer. */
    public long answered(int position) {
        return Memory.load64(answer + 8L * position);
    }

    /** Lets others have the channel. */
    public void done() {
        use.release();
    }

    private void transmit(int kind, long capacity) {
        write(REQUEST, Pages.physical(outgoing));
        write(REQUEST_LENGTH, length);
        write(ANSWER_CAPACITY, capacity);
        write(SEND, kind);
        awaitAnswer();
    }

    private void awaitAnswer() {
        lock.acquire();
        while (read(STATUS) == WAITING) {
            changed.await(lock);
        }
        lock.release();
    }

    /** Takes the next message that came unasked for; its length, 0 if there is none. */
    public int receive() {
        long bytes = read(INBOX_LENGTH);
        if (bytes == 0 || bytes > Pages.BYTES) {
            return 0;
        }
        write(INBOX_TAKE, Pages.physical(incoming));
        return (int) bytes;
    }

    /** A doubleword of the message received last. */
    public long received(int position) {
        return Memory.load64(receivedAddress(position));
    }

    public long receivedAddress(int position) {
        return incoming + 8L * position;
    }

    private static long read(int register) {
        return Devices.read(Devices.CHANNEL, register);
    }

    private static void write(int register, long value) {
        Devices.write(Devices.CHANNEL, register, value);
    }
}

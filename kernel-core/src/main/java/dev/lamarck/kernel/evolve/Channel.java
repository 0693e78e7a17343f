package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sync.Condition;
import dev.lamarck.kernel.sync.SpinLock;
import dev.lamarck.kernel.trap.InterruptHandler;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** Driver of the channel to the lab, for one thread: a message out, answered before the next; messages in, one at a time. */
@Magic
final class Channel implements InterruptHandler {
    private static final int REQUEST = 0x00;
    private static final int REQUEST_LENGTH = 0x08;
    private static final int ANSWER_CAPACITY = 0x18;
    private static final int SEND = 0x20;
    private static final int STATUS = 0x28;
    private static final int INBOX_LENGTH = 0x38;
    private static final int INBOX_TAKE = 0x40;
    private static final int WAITING = 1;

    private final SpinLock lock = new SpinLock();
    private final Condition changed = new Condition();
    private long outgoing;
    private long incoming;
    private int length;

    void start() {
        outgoing = Pages.allocate(0);
        incoming = Pages.allocate(0);
        Interrupts.register(Interrupts.CHANNEL, this);
    }

    @Override
    public void interrupt() {
        changed.broadcast();
    }

    /** Begins a message. */
    void begin() {
        length = 0;
    }

    /** Appends a doubleword; what does not fit a page is dropped. */
    void put(long word) {
        if (length <= Pages.BYTES - 8) {
            Memory.store64(outgoing + length, word);
            length += 8;
        }
    }

    void putBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length && length < Pages.BYTES; i++) {
            Memory.store8(outgoing + length, bytes[i]);
            length++;
        }
    }

    /** Sends the message and sleeps until the lab has it. */
    void send(int kind) {
        write(REQUEST, Pages.physical(outgoing));
        write(REQUEST_LENGTH, length);
        write(ANSWER_CAPACITY, 0);
        write(SEND, kind);
        lock.acquire();
        while (read(STATUS) == WAITING) {
            changed.await(lock);
        }
        lock.release();
    }

    /** Takes the next message that came unasked for; its length, 0 if there is none. */
    int receive() {
        long bytes = read(INBOX_LENGTH);
        if (bytes == 0 || bytes > Pages.BYTES) {
            return 0;
        }
        write(INBOX_TAKE, Pages.physical(incoming));
        return (int) bytes;
    }

    /** A doubleword of the message received last. */
    long received(int position) {
        return Memory.load64(receivedAddress(position));
    }

    long receivedAddress(int position) {
        return incoming + 8L * position;
    }

    private static long read(int register) {
        return Devices.read(Devices.CHANNEL, register);
    }

    private static void write(int register, long value) {
        Devices.write(Devices.CHANNEL, register, value);
    }
}

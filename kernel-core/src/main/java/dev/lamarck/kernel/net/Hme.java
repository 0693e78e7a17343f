package dev.lamarck.kernel.net;

import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.trap.InterruptHandler;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The driver of the network interface: a ring of buffers to be filled and one of packets to be sent ({@code docs/platform.md}, device 7). A buffer that was
 * filled goes up and another takes its place; if there is no memory for another, the frame is lost and its buffer filled again. The rings are guarded by {@link Network#LOCK}, for
 * which the interrupt's handler waits if it has to: meanwhile frames wait in the ring.
 */
@Magic
final class Hme implements InterruptHandler {
    private static final int ADDRESS = 0x00;
    private static final int CONTROL = 0x08;
    private static final int SEND_RING = 0x10;
    private static final int SEND_COUNT = 0x18;
    private static final int SEND_KICK = 0x20;
    private static final int RECEIVE_RING = 0x28;
    private static final int RECEIVE_COUNT = 0x30;
    private static final int STATUS = 0x38;

    private static final int DESCRIPTORS = 64;
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int BUFFER = 8;
    private static final long OWN = 1L << 63;
    private static final long FAILED = 1L << 62;
    private static final int LENGTH = 0xFFFF;

    private static final int LONGEST_FRAME = 1514;
    /** Lets what is behind Ethernet's 14 bytes begin at a multiple of 16. */
    private static final int PADDING = 2;

    private Ethernet above;
    private @Kva long receiveRing;
    private @Kva long sendRing;
    private final Mblk[] receiving = new Mblk[DESCRIPTORS];
    private final Mblk[] sending = new Mblk[DESCRIPTORS];
    private int nextReceived;
    /** The send ring from the first not given back to the first free. */
    private int firstSending;
    private int nextFree;
    private long received;
    private long sent;
    private long dropped;

    /** Gives the device its rings and lets it interrupt; frames go to the layer above. */
    void start(Ethernet above) {
        this.above = above;
        receiveRing = Pages.allocateZeroed();
        sendRing = Pages.allocateZeroed();
        for (int i = 0; i < DESCRIPTORS; i++) {
            supply(i, Mblk.allocate(PADDING, LONGEST_FRAME));
        }
        write(RECEIVE_RING, Pages.physical(receiveRing));
        write(RECEIVE_COUNT, DESCRIPTORS);
        write(SEND_RING, Pages.physical(sendRing));
        write(SEND_COUNT, DESCRIPTORS);
        Interrupts.register(Interrupts.NETWORK, this);
        write(CONTROL, 1);
    }

    /** The interface's Ethernet address, in 48 bits. */
    static long address() {
        return Devices.read(Devices.NETWORK, ADDRESS);
    }

    private void supply(int index, Mblk buffer) {
        receiving[index] = buffer;
        long descriptor = descriptor(receiveRing, index);
        Memory.store64(descriptor + BUFFER, Pages.physical(buffer.at(0)));
        Memory.store64(descriptor, OWN | LONGEST_FRAME);
    }

    private static long descriptor(@Kva long ring, int index) {
        return ring + (long) index * DESCRIPTOR_BYTES;
    }

    @Override
    @Symbol("hmeintr")
    public void interrupt() {
        Network.LOCK.acquire();
        write(STATUS, read(STATUS));
        reclaim();
        long flags = Memory.load64(descriptor(receiveRing, nextReceived));
        while ((flags & OWN) == 0) {
            Mblk frame = take(flags);
            nextReceived = nextReceived + 1 & DESCRIPTORS - 1;
            if (frame != null) {
                above.rput(frame);
                Ip.drain();
            }
            flags = Memory.load64(descriptor(receiveRing, nextReceived));
        }
        Network.LOCK.release();
    }

    /** Takes a filled buffer, if there is another for its place; null if not. */
    private Mblk take(long flags) {
        Mblk frame = receiving[nextReceived];
        Mblk other = (flags & FAILED) != 0 ? null : Mblk.allocate(PADDING, LONGEST_FRAME);
        supply(nextReceived, other == null ? frame : other);
        if (other == null) {
            dropped++;
            return null;
        }
        received++;
        frame.extend((int) flags & LENGTH);
        return frame;
    }

    /** Frees what has been sent. */
    private void reclaim() {
        while (firstSending != nextFree && (Memory.load64(descriptor(sendRing, firstSending)) & OWN) == 0) {
            sending[firstSending].free();
            sending[firstSending] = null;
            firstSending = firstSending + 1 & DESCRIPTORS - 1;
        }
    }

    /** Sends a frame, which is the driver's from now on; it is lost if the ring is full. The network is locked. */
    void send(Mblk frame) {
        int next = nextFree + 1 & DESCRIPTORS - 1;
        boolean isFull = next == firstSending;
        if (!isFull) {
            sending[nextFree] = frame;
            long descriptor = descriptor(sendRing, nextFree);
            Memory.store64(descriptor + BUFFER, Pages.physical(frame.at(0)));
            Memory.store64(descriptor, OWN | frame.length());
            nextFree = next;
            sent++;
            write(SEND_KICK, 1);
        } else {
            dropped++;
            frame.free();
        }
    }

    long received() {
        return received;
    }

    long sent() {
        return sent;
    }

    long dropped() {
        return dropped;
    }

    private static long read(int register) {
        return Devices.read(Devices.NETWORK, register);
    }

    private static void write(int register, long value) {
        Devices.write(Devices.NETWORK, register, value);
    }
}

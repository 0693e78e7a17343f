package dev.lamarck.hardware.network;

import dev.lamarck.hardware.device.Device;
import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.device.InterruptController;
import dev.lamarck.hardware.device.InterruptSource;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Device 7: Ethernet, by two rings of descriptors in RAM. The device takes a ring's descriptors in order and only while they are its own; when it
 * has sent a frame, or filled a buffer with one, it gives the descriptor back and interrupts. A frame that finds no descriptor is lost and counted. It
 * receives what is sent to its address, to all, and to groups.
 */
public final class NetworkInterface implements Device {
    public static final int ADDRESS_BYTES = 6;

    static final int ADDRESS = 0x00;
    static final int CONTROL = 0x08;
    static final int SEND_RING = 0x10;
    static final int SEND_COUNT = 0x18;
    static final int SEND_KICK = 0x20;
    static final int RECEIVE_RING = 0x28;
    static final int RECEIVE_COUNT = 0x30;
    static final int STATUS = 0x38;
    static final int OVERRUNS = 0x40;

    static final int ENABLED = 1;
    // Of STATUS.
    static final int RECEIVED = 1;
    static final int SENT = 2;
    static final int OVERRUN = 4;

    // A descriptor: a word of flags and length, and the buffer's address.
    static final int DESCRIPTOR_BYTES = 16;
    static final int BUFFER = 8;
    static final long OWN = 1L << 63;
    static final long FAILED = 1L << 62;
    static final int LENGTH = 0xFFFF;

    /** How far the device has come in a ring. */
    private static final class Ring {
        private long base;
        private long count;
        private long next;

        private void setBase(long pa) {
            base = pa;
            next = 0;
        }

        private long descriptor() {
            return base + next * DESCRIPTOR_BYTES;
        }

        private void advance() {
            next = next + 1 < count ? next + 1 : 0;
        }

        private void save(SnapshotWriter out) {
            out.putLong(base);
            out.putLong(count);
            out.putLong(next);
        }

        private void load(SnapshotReader in) {
            base = in.getLong();
            count = in.getLong();
            next = in.getLong();
        }
    }

    private final EventQueue events;
    private final InterruptController interrupts;
    private final PhysicalMemory memory;
    private final long address;
    private final Arrivals arrivals;
    private final List<FrameObserver> observers = new ArrayList<>();
    private Line line;

    private final Ring sending = new Ring();
    private final Ring receiving = new Ring();
    private long control;
    private long status;
    private long overruns;
    /** What is being sent; null if nothing is. */
    private byte[] leaving;

    /** @param address 48 bits */
    public NetworkInterface(EventQueue events, InterruptController interrupts, PhysicalMemory memory, long address) {
        this.events = events;
        this.interrupts = interrupts;
        this.memory = memory;
        this.address = address;
        arrivals = new Arrivals(events, EventQueue.Kind.NETWORK_ARRIVAL, this::receive);
        events.setAction(EventQueue.Kind.NETWORK_SENT, this::sent);
    }

    /** The wire that it sends to, before the machine runs. */
    public void connect(Line outgoing) {
        line = outgoing;
    }

    /** Where what is sent to it arrives. */
    public Station station() {
        return arrivals;
    }

    public void observe(FrameObserver observer) {
        observers.add(observer);
    }

    @Override
    public long read(int register) {
        return switch (register) {
            case ADDRESS -> address;
            case CONTROL -> control;
            case SEND_RING -> sending.base;
            case SEND_COUNT -> sending.count;
            case RECEIVE_RING -> receiving.base;
            case RECEIVE_COUNT -> receiving.count;
            case STATUS -> status;
            case OVERRUNS -> overruns;
            default -> 0;
        };
    }

    @Override
    public void write(int register, long value) {
        switch (register) {
            case CONTROL -> control = value & ENABLED;
            case SEND_RING -> sending.setBase(value);
            case SEND_COUNT -> sending.count = value;
            case SEND_KICK -> send();
            case RECEIVE_RING -> receiving.setBase(value);
            case RECEIVE_COUNT -> receiving.count = value;
            case STATUS -> status &= ~value;
            default -> { }
        }
    }

    /** Whether the ring's next descriptor is the device's. */
    private boolean isOwn(Ring ring) {
        return control == ENABLED && ring.count > 0
                && memory.contains(ring.descriptor(), DESCRIPTOR_BYTES) && (memory.readLong(ring.descriptor()) & OWN) != 0;
    }

    /** Begins with the next frame, if there is one and none is being sent. A buffer outside RAM is given back as failed. */
    private void send() {
        while (leaving == null && isOwn(sending)) {
            int length = (int) memory.readLong(sending.descriptor()) & LENGTH;
            long buffer = memory.readLong(sending.descriptor() + BUFFER);
            if (memory.contains(buffer, length)) {
                leaving = memory.read(buffer, length);
                events.schedule(EventQueue.Kind.NETWORK_SENT, line.send(events.now(), leaving));
            } else {
                giveBack(sending, FAILED);
                report(SENT);
            }
        }
    }

    private void sent() {
        byte[] frame = leaving;
        leaving = null;
        observers.forEach(each -> each.passed(events.now(), frame));
        giveBack(sending, frame.length);
        report(SENT);
        send();
    }

    private void giveBack(Ring ring, long flags) {
        memory.writeLong(ring.descriptor(), flags);
        ring.advance();
    }

    private void report(int what) {
        status |= what;
        interrupts.raise(InterruptSource.NETWORK);
    }

    private void receive(byte[] frame) {
        if (control != ENABLED || frame.length < ADDRESS_BYTES || !isForUs(frame)) {
            return;
        }
        observers.forEach(each -> each.passed(events.now(), frame));
        if (!isOwn(receiving)) {
            overruns++;
            report(OVERRUN);
            return;
        }
        int room = (int) memory.readLong(receiving.descriptor()) & LENGTH;
        long buffer = memory.readLong(receiving.descriptor() + BUFFER);
        boolean fits = frame.length <= room && memory.contains(buffer, frame.length);
        if (fits) {
            memory.write(buffer, frame, 0, frame.length);
        }
        giveBack(receiving, fits ? frame.length : FAILED);
        report(RECEIVED);
    }

    private boolean isForUs(byte[] frame) {
        boolean isGroup = (frame[0] & 1) != 0;
        return isGroup || Arrays.equals(frame, 0, ADDRESS_BYTES, bytes(address), 0, ADDRESS_BYTES);
    }

    private static byte[] bytes(long address) {
        byte[] bytes = new byte[ADDRESS_BYTES];
        for (int i = 0; i < ADDRESS_BYTES; i++) {
            bytes[i] = (byte) (address >>> 8 * (ADDRESS_BYTES - 1 - i));
        }
        return bytes;
    }

    @Override
    public void save(SnapshotWriter out) {
        sending.save(out);
        receiving.save(out);
        out.putLong(control);
        out.putLong(status);
        out.putLong(overruns);
        out.putBoolean(leaving != null);
        out.putBlock(leaving == null ? new byte[0] : leaving);
        arrivals.save(out);
        line.save(out);
    }

    @Override
    public void load(SnapshotReader in) {
        sending.load(in);
        receiving.load(in);
        control = in.getLong();
        status = in.getLong();
        overruns = in.getLong();
        boolean isSending = in.getBoolean();
        byte[] frame = in.getBlock();
        leaving = isSending ? frame : null;
        arrivals.load(in);
        line.load(in);
    }
}

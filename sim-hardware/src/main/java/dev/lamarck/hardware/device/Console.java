package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Device 2, a stream or a terminal. Of a stream, input is fetched from the host when the guest asks for it, within the store to
 * IN_REQUEST, so it depends on the cycle of the request only. At a terminal, what is typed waits in {@link #future} until its cycle, then in
 * {@link #keys} until the guest takes it: so it depends on those cycles, which are recorded. The interrupt says that something is there.
 */
public final class Console implements Device {
    static final int OUT = 0x00;
    static final int IN_REQUEST = 0x08;
    static final int IN_COUNT = 0x10;
    static final int IN = 0x18;
    static final int ERROR = 0x20;
    static final int KIND = 0x28;
    static final int KEY = 0x30;
    /** What the guest waits for: nothing, lines that the terminal lets the person edit, or each key; and whether what is typed is shown. */
    public static final int LISTEN = 0x38;

    public static final int NOTHING = 0;
    public static final int LINES = 1;
    public static final int KEYS = 2;
    public static final int UNSEEN = 4;

    private static final long TERMINAL = 1;
    private static final long NO_KEY = -1;

    private final EventQueue events;
    private final InterruptController interrupts;
    private final ConsoleHost host;
    private final boolean isTerminal;
    private byte[] input = {};
    private int taken;
    private boolean ended;
    private final TreeMap<Long, byte[]> future = new TreeMap<>();
    private final Deque<Byte> keys = new ArrayDeque<>();

    public Console(EventQueue events, InterruptController interrupts, ConsoleHost host, boolean isTerminal) {
        this.events = events;
        this.interrupts = interrupts;
        this.host = host;
        this.isTerminal = isTerminal;
        events.setAction(EventQueue.Kind.CONSOLE_KEYS, this::arrive);
    }

    @Override
    public long read(int register) {
        return switch (register) {
            case IN_COUNT -> count();
            case IN -> taken < input.length ? input[taken++] & 0xff : 0;
            case KIND -> isTerminal ? TERMINAL : 0;
            case KEY -> keys.isEmpty() ? NO_KEY : keys.remove() & 0xff;
            default -> 0;
        };
    }

    private long count() {
        int ready = input.length - taken;
        return ready == 0 && ended ? -1 : ready;
    }

    @Override
    public void write(int register, long value) {
        switch (register) {
            case OUT -> host.write((int) value & 0xff);
            case ERROR -> host.writeError((int) value & 0xff);
            case IN_REQUEST -> request(Math.clamp(value, 1, 1 << 16));
            case LISTEN -> host.listen(events.now(), (int) value).forEach(this::type);
            default -> { }
        }
    }

    private void request(int limit) {
        if (taken == input.length) {
            input = host.read(events.now(), limit);
            taken = 0;
            ended = input.length == 0;
        }
        interrupts.raise(InterruptSource.CONSOLE);
    }

    /** Something is typed, to arrive at its cycle, or at once if that is past. */
    public void type(Typed typed) {
        if (typed.keys().length > 0) {
            future.merge(Math.max(typed.cycle(), events.now()), typed.keys(), Console::joined);
            scheduleArrival();
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void scheduleArrival() {
        events.schedule(EventQueue.Kind.CONSOLE_KEYS, future.isEmpty() ? EventQueue.NEVER : future.firstKey());
    }

    private void arrive() {
        while (!future.isEmpty() && future.firstKey() <= events.now()) {
            for (byte key : future.pollFirstEntry().getValue()) {
                keys.add(key);
            }
        }
        scheduleArrival();
        interrupts.raise(InterruptSource.CONSOLE);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInt(input.length - taken);
        out.putBytes(input, taken, input.length - taken);
        out.putBoolean(ended);
        out.putInt(keys.size());
        keys.forEach(out::putInt);
        out.putInt(future.size());
        for (Map.Entry<Long, byte[]> entry : future.entrySet()) {
            out.putLong(entry.getKey());
            out.putBlock(entry.getValue());
        }
    }

    @Override
    public void load(SnapshotReader in) {
        input = in.getBlock();
        taken = 0;
        ended = in.getBoolean();
        keys.clear();
        for (int left = in.getInt(); left > 0; left--) {
            keys.add((byte) in.getInt());
        }
        future.clear();
        for (int left = in.getInt(); left > 0; left--) {
            future.put(in.getLong(), in.getBlock());
        }
    }
}

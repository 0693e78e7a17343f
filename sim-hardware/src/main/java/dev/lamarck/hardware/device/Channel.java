package dev.lamarck.hardware.device;

import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Device 4. A request is answered from the machine's state at SEND; the answer appears exactly {@code latency} cycles later.
 * Messages that the guest did not ask for are inputs with a cycle of their own: they are posted in advance and wait in
 * {@link #future} until their time, then in {@link #inbox} until the guest takes them. An empty one has nothing to be taken: it is an
 * <em>attention</em>, which does not wait behind others.
 */
public final class Channel implements Device {
    static final int REQUEST = 0x00;
    static final int REQUEST_LENGTH = 0x08;
    static final int ANSWER = 0x10;
    static final int ANSWER_CAPACITY = 0x18;
    static final int SEND = 0x20;
    static final int STATUS = 0x28;
    static final int ANSWER_LENGTH = 0x30;
    static final int INBOX_LENGTH = 0x38;
    static final int INBOX_TAKE = 0x40;
    static final int ATTENTIONS = 0x48;

    static final int IDLE = 0;
    static final int WAITING = 1;
    static final int ANSWERED = 2;

    private final EventQueue events;
    private final InterruptController interrupts;
    private final PhysicalMemory memory;
    private final ChannelHost host;
    private final long latency;

    private final Deque<byte[]> inbox = new ArrayDeque<>();
    private final TreeMap<Long, Deque<byte[]>> future = new TreeMap<>();
    private long request;
    private long requestLength;
    private long answer;
    private long answerCapacity;
    private long answerLength;
    private int status = IDLE;
    private byte[] answerBytes = {};
    private long attentions;

    public Channel(
            EventQueue events, InterruptController interrupts, PhysicalMemory memory, ChannelHost host, long latency) {
        this.events = events;
        this.interrupts = interrupts;
        this.memory = memory;
        this.host = host;
        this.latency = latency;
        events.setAction(EventQueue.Kind.CHANNEL_ANSWER, this::deliver);
        events.setAction(EventQueue.Kind.CHANNEL_INBOX, this::arrive);
    }

    /** An unsolicited message that arrives at the given cycle, or at once if that is past. */
    public void post(long cycle, byte[] message) {
        future.computeIfAbsent(Math.max(cycle, events.now()), at -> new ArrayDeque<>()).add(message.clone());
        scheduleArrival();
    }

    private void scheduleArrival() {
        events.schedule(EventQueue.Kind.CHANNEL_INBOX, future.isEmpty() ? EventQueue.NEVER : future.firstKey());
    }

    private void arrive() {
        while (!future.isEmpty() && future.firstKey() <= events.now()) {
            future.pollFirstEntry().getValue().forEach(this::arrive);
        }
        scheduleArrival();
        interrupts.raise(InterruptSource.CHANNEL);
    }

    private void arrive(byte[] message) {
        if (message.length == 0) {
            attentions++;
        } else {
            inbox.add(message);
        }
    }

    @Override
    public long read(int register) {
        return switch (register) {
            case REQUEST -> request;
            case REQUEST_LENGTH -> requestLength;
            case ANSWER -> answer;
            case ANSWER_CAPACITY -> answerCapacity;
            case STATUS -> status;
            case ANSWER_LENGTH -> answerLength;
            case INBOX_LENGTH -> inbox.isEmpty() ? 0 : inbox.peek().length;
            case ATTENTIONS -> attentions;
            default -> 0;
        };
    }

    @Override
    public void write(int register, long value) {
        switch (register) {
            case INBOX_TAKE -> take(value);
            case ATTENTIONS -> attentions -= Math.clamp(value, 0, attentions);
            case REQUEST -> request = value;
            case REQUEST_LENGTH -> requestLength = value;
            case ANSWER -> answer = status == WAITING ? answer : value;
            case ANSWER_CAPACITY -> answerCapacity = status == WAITING ? answerCapacity : value;
            case SEND -> send(value);
            default -> { }
        }
    }

    /** A request that does not lie in RAM is answered as an empty one; SEND while waiting is ignored. */
    private void send(long kind) {
        if (status == WAITING) {
            return;
        }
        boolean readable = requestLength <= memory.size() && memory.contains(request, requestLength);
        answerBytes = host.answer(events.now(), kind, readable ? memory.read(request, (int) requestLength) : new byte[0]);
        status = WAITING;
        events.schedule(EventQueue.Kind.CHANNEL_ANSWER, events.now() + latency);
    }

    private void deliver() {
        answerLength = Math.min(answerBytes.length, Math.max(answerCapacity, 0));
        if (memory.contains(answer, answerLength)) {
            memory.write(answer, answerBytes, 0, (int) answerLength);
        } else {
            answerLength = 0;
        }
        answerBytes = new byte[0];
        status = ANSWERED;
        interrupts.raise(InterruptSource.CHANNEL);
    }

    private void take(long pa) {
        byte[] message = inbox.peek();
        if (message != null && memory.contains(pa, message.length)) {
            memory.write(pa, message, 0, message.length);
            inbox.remove();
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        for (long register : new long[] {request, requestLength, answer, answerCapacity, answerLength}) {
            out.putLong(register);
        }
        out.putLong(attentions);
        out.putInt(status);
        out.putBlock(answerBytes);
        saveMessages(inbox, out);
        out.putInt(future.size());
        for (Map.Entry<Long, Deque<byte[]>> entry : future.entrySet()) {
            out.putLong(entry.getKey());
            saveMessages(entry.getValue(), out);
        }
    }

    private static void saveMessages(Deque<byte[]> messages, SnapshotWriter out) {
        out.putInt(messages.size());
        messages.forEach(out::putBlock);
    }

    @Override
    public void load(SnapshotReader in) {
        request = in.getLong();
        requestLength = in.getLong();
        answer = in.getLong();
        answerCapacity = in.getLong();
        answerLength = in.getLong();
        attentions = in.getLong();
        status = in.getInt();
        answerBytes = in.getBlock();
        inbox.clear();
        inbox.addAll(loadMessages(in));
        future.clear();
        for (int left = in.getInt(); left > 0; left--) {
            future.put(in.getLong(), loadMessages(in));
        }
    }

    private static Deque<byte[]> loadMessages(SnapshotReader in) {
        Deque<byte[]> messages = new ArrayDeque<>();
        for (int left = in.getInt(); left > 0; left--) {
            messages.add(in.getBlock());
        }
        return messages;
    }
}

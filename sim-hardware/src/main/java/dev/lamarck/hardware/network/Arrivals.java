package dev.lamarck.hardware.network;

import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Frames that are on their way to a station of this machine; each is handed over at its cycle, those of one cycle in the order of sending. */
public final class Arrivals implements Station, Stateful {
    private final EventQueue events;
    private final EventQueue.Kind kind;
    private final Consumer<byte[]> receiver;
    private final TreeMap<Long, Deque<byte[]>> future = new TreeMap<>();

    public Arrivals(EventQueue events, EventQueue.Kind kind, Consumer<byte[]> receiver) {
        this.events = events;
        this.kind = kind;
        this.receiver = receiver;
        events.setAction(kind, this::deliver);
    }

    @Override
    public void arrive(long cycle, byte[] frame) {
        future.computeIfAbsent(cycle, at -> new ArrayDeque<>()).add(frame);
        schedule();
    }

    private void schedule() {
        events.schedule(kind, future.isEmpty() ? EventQueue.NEVER : future.firstKey());
    }

    private void deliver() {
        while (!future.isEmpty() && future.firstKey() <= events.now()) {
            future.pollFirstEntry().getValue().forEach(receiver);
        }
        schedule();
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInt(future.size());
        for (Map.Entry<Long, Deque<byte[]>> entry : future.entrySet()) {
            out.putLong(entry.getKey());
            out.putInt(entry.getValue().size());
            entry.getValue().forEach(out::putBlock);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        future.clear();
        for (int left = in.getInt(); left > 0; left--) {
            Deque<byte[]> frames = future.computeIfAbsent(in.getLong(), at -> new ArrayDeque<>());
            for (int more = in.getInt(); more > 0; more--) {
                frames.add(in.getBlock());
            }
        }
    }
}

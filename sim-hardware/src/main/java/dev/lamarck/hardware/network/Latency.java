package dev.lamarck.hardware.network;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;

/** The end of a chain: every frame arrives so many cycles later. What is on its way is the station's to remember. */
public final class Latency implements Carrier {
    private final long cycles;
    private final Station station;

    public Latency(long cycles, Station station) {
        this.cycles = cycles;
        this.station = station;
    }

    @Override
    public void carry(long cycle, byte[] frame) {
        station.arrive(cycle + cycles, frame);
    }

    @Override
    public void save(SnapshotWriter out) {}

    @Override
    public void load(SnapshotReader in) {}
}

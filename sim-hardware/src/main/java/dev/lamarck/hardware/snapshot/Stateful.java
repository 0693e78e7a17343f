package dev.lamarck.hardware.snapshot;

/** A part with state of its own. {@code load} reads exactly what {@code save} wrote and leaves the part in that state. */
public interface Stateful {
    void save(SnapshotWriter out);

    void load(SnapshotReader in);
}

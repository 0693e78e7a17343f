package dev.lamarck.workloads.powercut;

import dev.lamarck.workloads.ufs.DiskHistory;
import java.util.ArrayList;
import java.util.List;

/** A load that was run: the files after each of its operations, and how far the disk was when each began and when it was safe. */
public final class PowerCutRecord {
    private final DiskHistory history;
    private final List<FileModel> states = new ArrayList<>();
    /** For each state, how many writes there were when the operation began that led to it. */
    private final List<Integer> begun = new ArrayList<>();
    /** For each state, how many writes there were when a {@code sync} after it had returned; far away if none had. */
    private final List<Integer> safe = new ArrayList<>();

    /** @param start the files before the first operation, safe on the disk that the history began with */
    public PowerCutRecord(DiskHistory history, FileModel start) {
        this.history = history;
        states.add(start.copy());
        begun.add(0);
        safe.add(0);
    }

    public DiskHistory history() {
        return history;
    }

    /** An operation has ended, which began behind so many writes. */
    public void did(int beganBehind, FileModel model) {
        begun.add(beganBehind);
        states.add(model.copy());
        safe.add(Integer.MAX_VALUE);
    }

    /** All that was done is safe now. */
    public void synced() {
        safe.set(safe.size() - 1, history.writes());
    }

    /** The states in which files may be after a cut behind so many writes: from the last that was safe to that of the operation that had begun. */
    public List<FileModel> possible(int cut) {
        int from = 0;
        int to = 0;
        for (int i = 0; i < states.size(); i++) {
            from = safe.get(i) <= cut ? i : from;
            to = begun.get(i) <= cut ? i : to;
        }
        return states.subList(from, to + 1);
    }
}

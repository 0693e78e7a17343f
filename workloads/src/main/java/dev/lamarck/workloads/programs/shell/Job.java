package dev.lamarck.workloads.programs.shell;

import dev.lamarck.syscalls.user.Heap;

/** A pipeline that was started: its processes, in one group if there is job control. It is over when the last of them is. */
final class Job {
    static final int RUNNING = 0;
    static final int STOPPED = 1;
    static final int DONE = 2;
    private static final int MAX_PROCESSES = 16;

    final byte[] text;
    /** The first process, which leads the group. */
    int group;
    /** Whether the user knows its present state. */
    boolean isTold = true;
    private final int[] processes = new int[MAX_PROCESSES];
    private final int[] states = new int[MAX_PROCESSES];
    private int count;
    /** Of the last process: its exit status, or 128 + its signal. */
    private int status;

    Job(byte[] text) {
        this.text = text;
    }

    boolean hasRoom() {
        return count < MAX_PROCESSES;
    }

    void add(int process) {
        group = count == 0 ? process : group;
        processes[count++] = process;
    }

    int lastProcess() {
        return processes[count - 1];
    }

    boolean has(int process) {
        return indexOf(process) >= 0;
    }

    /** A process of it has changed. */
    void note(int process, int state, int newStatus) {
        int index = indexOf(process);
        int before = state();
        states[index] = state;
        if (index == count - 1) {
            status = newStatus;
        }
        isTold &= before == state();
    }

    /** It has been continued. */
    void resume() {
        for (int i = 0; i < count; i++) {
            states[i] = states[i] == STOPPED ? RUNNING : states[i];
        }
    }

    /** Of all: running while one is, stopped while one is. */
    int state() {
        int state = DONE;
        for (int i = 0; i < count; i++) {
            state = Math.min(state, states[i]);
        }
        return state;
    }

    int status() {
        return status;
    }

    void free() {
        Heap.free(text);
        Heap.free(processes);
        Heap.free(states);
        Heap.free(this);
    }

    private int indexOf(int process) {
        for (int i = 0; i < count; i++) {
            if (processes[i] == process) {
                return i;
            }
        }
        return -1;
    }
}

package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Posix;

/**
 * Processes in a ring of pipes, each with memory of its own that it reads before it passes the token on. A round is one hop: a write, the switch,
 * a read; a ring of one switches nothing and shows what the pipe costs.
 */
final class Ring extends Task {
    private static final int LINE = 32;
    private static final int HOPS = 320;
    private static final byte[] TOKEN = new byte[1];

    private final String name;
    private final String round;
    private final int processes;
    private final byte[] own;
    private final int[] inputs;
    private final int[] outputs;

    /** @param bytes that each process reads */
    Ring(String name, String round, int processes, int bytes) {
        this.name = name;
        this.round = round;
        this.processes = processes;
        own = new byte[bytes];
        inputs = new int[processes];
        outputs = new int[processes];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String round() {
        return round;
    }

    @Override
    public int rounds() {
        return HOPS;
    }

    @Override
    void prepare() {
        int[] ends = new int[2];
        for (int i = 0; i < processes; i++) {
            Check.succeeded(Posix.pipe(ends));
            inputs[i] = ends[0];
            outputs[i] = ends[1];
        }
        Heap.free(ends);
        for (int i = 1; i < processes; i++) {
            if (Posix.fork() == 0) {
                closeOthers(i);
                while (pass(i)) {
                    // The token came and went.
                }
                Posix.exit(0);
            }
        }
        closeOthers(0);
    }

    /** Process {@code i} reads from pipe {@code i} and writes to the next. */
    private void closeOthers(int i) {
        for (int pipe = 0; pipe < processes; pipe++) {
            if (pipe != i) {
                Posix.close(inputs[pipe]);
            }
            if (pipe != next(i)) {
                Posix.close(outputs[pipe]);
            }
        }
    }

    private int next(int i) {
        return i + 1 == processes ? 0 : i + 1;
    }

    /** Waits for the token, works, passes it on; false if there is no token any more. */
    private boolean pass(int i) {
        if (Posix.read(inputs[i], TOKEN, 0, 1) != 1) {
            return false;
        }
        work();
        return Posix.write(outputs[next(i)], TOKEN, 0, 1) == 1;
    }

    private void work() {
        int sum = 0;
        for (int at = 0; at < own.length; at += LINE) {
            sum += own[at];
        }
        Check.holds(sum == 0);
    }

    @Override
    void run(int rounds) {
        for (int hops = 0; hops < rounds; hops += processes) {
            Check.holds(Posix.write(outputs[next(0)], TOKEN, 0, 1) == 1);
            Check.holds(Posix.read(inputs[0], TOKEN, 0, 1) == 1);
            work();
        }
    }

    @Override
    void clear() {
        Posix.close(outputs[next(0)]);
        for (int i = 1; i < processes; i++) {
            Posix.waitFor(-1, 0);
        }
        Posix.close(inputs[0]);
    }
}

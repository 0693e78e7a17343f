package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.toolchain.magic.Text;

/** {@code lmbench [TASK…]}: runs these tasks, all if none is named, each once to warm up and then to be measured. */
public final class Lmbench {
    /** The clock ticks in some. */
    private static final int MEASURED_LAPS = 2;

    public static void main(String[] args) {
        Task[] tasks = Tasks.all();
        for (int i = 0; i < tasks.length; i++) {
            if (isWanted(tasks[i], args)) {
                run(tasks[i], i);
            }
        }
        Exit.now(0);
    }

    private static void run(Task task, int index) {
        for (int lap = 0; lap <= MEASURED_LAPS; lap++) {
            task.prepare();
            if (lap > 0) {
                Lap.begin(index);
            }
            task.run(task.rounds());
            if (lap > 0) {
                Lap.end();
            }
            task.clear();
        }
    }

    private static boolean isWanted(Task task, String[] args) {
        byte[] name = Text.bytes(task.name());
        boolean wanted = args.length == 0;
        for (int i = 0; i < args.length; i++) {
            byte[] asked = Text.bytes(args[i]);
            wanted |= asked.length == name.length && Bytes.equal(asked, 0, name, 0, name.length);
        }
        return wanted;
    }

    private Lmbench() {}
}

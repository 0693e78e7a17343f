package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.toolchain.magic.Text;

/** {@code lmbench [TASK…]}: runs these tasks, all if none is named, each once to warm up and once to be measured. */
public final class Lmbench {
    public static void main(String[] args) {
        Task[] tasks = Tasks.all();
        for (int i = 0; i < tasks.length; i++) {
            if (isWanted(tasks[i], args)) {
                lap(tasks[i]);
                tasks[i].prepare();
                Lap.begin(i);
                tasks[i].run(tasks[i].rounds());
                Lap.end();
                tasks[i].clear();
            }
        }
        Exit.now(0);
    }

    private static void lap(Task task) {
        task.prepare();
        task.run(task.rounds());
        task.clear();
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

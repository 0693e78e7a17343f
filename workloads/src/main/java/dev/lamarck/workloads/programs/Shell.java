package dev.lamarck.workloads.programs;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Input;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/**
 * A small shell: runs a program, looked for in {@code /bin} if its name has no slash, waits for it unless {@code &} follows, and knows
 * the commands of {@link Builtins}. {@code sh -c COMMANDS} runs them and ends with the last one's status.
 */
public final class Shell {
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;
    private static final int ENOENT = 2;

    private static int status;

    public static void main(String[] args) {
        if (args.length >= 2 && Bytes.is(Text.bytes(args[0]), Text.bytes(args[0]).length, Text.bytes("-c"))) {
            byte[] commands = Text.bytes(args[1]);
            run(commands, commands.length);
        } else {
            interact();
        }
        Exit.now(status);
    }

    private static void interact() {
        Input input = new Input(0);
        byte[] line = new byte[CommandLine.MAX_LINE];
        while (true) {
            Output.STANDARD.text("$ ").flush();
            int length = input.line(line);
            if (length < 0) {
                Output.STANDARD.line();
                return;
            }
            run(line, length);
            reap();
        }
    }

    private static void run(byte[] line, int length) {
        CommandLine commands = new CommandLine(line, length);
        byte[][] words = commands.next();
        while (words != null) {
            if (words.length > 0) {
                runCommand(words, commands.inBackground());
            }
            free(words);
            words = commands.next();
        }
        Heap.free(commands);
    }

    private static void runCommand(byte[][] words, boolean background) {
        if (background || !Builtins.isBuiltin(words[0])) {
            start(words, background);
        } else {
            status = Builtins.run(words, status);
        }
    }

    private static void start(byte[][] words, boolean background) {
        int child = Posix.fork();
        if (child == 0) {
            become(words);
        } else if (child < 0) {
            complain(words[0], "cannot fork");
            status = NOT_EXECUTABLE;
        } else if (background) {
            Output.ERROR.text("[").decimal(child).text("]").line();
            status = 0;
        } else if (Posix.waitFor(child, 0) == child) {
            status = Posix.lastStatus();
        }
    }

    /** In the child: a built-in command ends with its status, a program replaces the shell. */
    private static void become(byte[][] words) {
        if (Builtins.isBuiltin(words[0])) {
            Exit.now(Builtins.run(words, 0));
        }
        byte[] path = pathOf(words[0]);
        int error = -Posix.execute(path, words);
        complain(words[0], error == ENOENT ? "not found" : "cannot execute");
        Exit.now(error == ENOENT ? NOT_FOUND : NOT_EXECUTABLE);
    }

    private static byte[] pathOf(byte[] name) {
        if (Bytes.indexOf(name, 0, name.length, '/') < name.length) {
            return name;
        }
        byte[] directory = Text.bytes("/bin/");
        byte[] path = new byte[directory.length + name.length];
        Bytes.append(path, Bytes.append(path, 0, directory), name);
        return path;
    }

    /** Takes leave of background processes that have ended. */
    private static void reap() {
        int child = Posix.waitFor(-1, Posix.NO_HANG);
        while (child > 0) {
            Output.ERROR.text("[").decimal(child).text("] ended with status ").decimal(Posix.lastStatus()).line();
            child = Posix.waitFor(-1, Posix.NO_HANG);
        }
    }

    static void complain(byte[] who, String what) {
        Output.ERROR.text("sh: ").bytes(who, 0, who.length).text(": ").text(what).line();
    }

    private static void free(byte[][] words) {
        for (int i = 0; i < words.length; i++) {
            Heap.free(words[i]);
        }
        Heap.free(words);
    }

    private Shell() {}
}

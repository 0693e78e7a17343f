package dev.lamarck.workloads.programs;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Directory;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** The commands that the shell carries out itself. Each returns its status. */
final class Builtins {
    private static final int SIGTERM = 15;

    static boolean isBuiltin(byte[] name) {
        return is(name, "echo") || is(name, "cat") || is(name, "ls") || is(name, "ps") || is(name, "kill") || is(name, "cd")
                || is(name, "pwd") || is(name, "sleep") || is(name, "wait") || is(name, "exit");
    }

    /** {@code last} is the status of the command before. */
    static int run(byte[][] words, int last) {
        byte[] name = words[0];
        if (is(name, "echo")) {
            return echo(words);
        } else if (is(name, "cat")) {
            return cat(words);
        } else if (is(name, "ls")) {
            return ls(words);
        } else if (is(name, "ps")) {
            return ProcessList.print();
        } else if (is(name, "kill")) {
            return kill(words);
        } else if (is(name, "cd")) {
            return cd(words);
        } else if (is(name, "pwd")) {
            return pwd();
        } else if (is(name, "sleep")) {
            return sleep(words);
        } else if (is(name, "wait")) {
            return waitForAll();
        }
        Exit.now(words.length > 1 ? (int) number(words[1]) : last);
        return last;
    }

    private static int echo(byte[][] words) {
        for (int i = 1; i < words.length; i++) {
            Output.STANDARD.bytes(words[i], 0, words[i].length).text(i + 1 < words.length ? " " : "");
        }
        Output.STANDARD.line();
        return 0;
    }

    private static int cat(byte[][] words) {
        int status = words.length == 1 ? copyOut(0) : 0;
        for (int i = 1; i < words.length; i++) {
            int descriptor = Posix.open(words[i], 0, 0);
            if (descriptor < 0 || copyOut(descriptor) != 0) {
                Shell.complain(words[i], "cannot read");
                status = 1;
            }
            if (descriptor >= 0) {
                Posix.close(descriptor);
            }
        }
        return status;
    }

    private static int copyOut(int descriptor) {
        byte[] buffer = new byte[1024];
        long n = Posix.read(descriptor, buffer, 0, buffer.length);
        while (n > 0) {
            Output.STANDARD.bytes(buffer, 0, (int) n);
            n = Posix.read(descriptor, buffer, 0, buffer.length);
        }
        Output.STANDARD.flush();
        Heap.free(buffer);
        return n == 0 ? 0 : 1;
    }

    private static int ls(byte[][] words) {
        byte[] path = words.length > 1 ? words[1] : Text.bytes(".");
        Directory directory = Directory.open(path);
        if (directory == null) {
            Shell.complain(path, "not a directory");
            return 1;
        }
        while (directory.next()) {
            if (directory.name()[directory.nameAt()] != '.') {
                Output.STANDARD.bytes(directory.name(), directory.nameAt(), directory.nameLength()).line();
            }
        }
        directory.close();
        return 0;
    }

    private static int kill(byte[][] words) {
        int signal = SIGTERM;
        int first = 1;
        if (words.length > 1 && words[1].length > 1 && words[1][0] == '-') {
            signal = (int) Bytes.number(words[1], 1, words[1].length, 10);
            first = 2;
        }
        int status = first < words.length ? 0 : 1;
        for (int i = first; i < words.length; i++) {
            if (Posix.kill((int) number(words[i]), signal) != 0) {
                Shell.complain(words[i], "no such process");
                status = 1;
            }
        }
        return status;
    }

    private static int cd(byte[][] words) {
        byte[] path = words.length > 1 ? words[1] : Text.bytes("/");
        if (Posix.changeDirectory(path) != 0) {
            Shell.complain(path, "not a directory");
            return 1;
        }
        return 0;
    }

    private static int pwd() {
        byte[] path = new byte[CommandLine.MAX_LINE];
        int length = Posix.currentDirectory(path);
        if (length > 0) {
            Output.STANDARD.bytes(path, 0, length - 1).line();
        }
        Heap.free(path);
        return length > 0 ? 0 : 1;
    }

    private static int sleep(byte[][] words) {
        return words.length > 1 && Posix.sleep(number(words[1]) * 1_000_000_000) == 0 ? 0 : 1;
    }

    private static int waitForAll() {
        int child = Posix.waitFor(-1, 0);
        while (child > 0) {
            child = Posix.waitFor(-1, 0);
        }
        return 0;
    }

    private static long number(byte[] word) {
        return Bytes.number(word, 0, word.length, 10);
    }

    private static boolean is(byte[] name, String command) {
        return Bytes.is(name, name.length, Text.bytes(command));
    }

    private Builtins() {}
}

package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalNames;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Text;

/** The commands that the shell carries out itself, as they change it or are too small for a process. */
final class Builtins {
    private static final String[] NAMES = {":", "true", "false", "echo", "cd", "pwd", "exit", "export", "unset", "read", "shift", "test", "[", "kill", "wait", "jobs",
        "fg", "bg", "break", "continue", ".", "eval", "exec", "return", "set", "trap", "local"};
    private static final int MAX_PATH = 4096;

    static boolean isBuiltin(byte[] name) {
        for (int i = 0; i < NAMES.length; i++) {
            if (is(name, NAMES[i])) {
                return true;
            }
        }
        return false;
    }

    /** Whether redirections stay: of {@code exec} without a program. */
    static boolean keepsDescriptors(byte[][] words) {
        return words.length == 1 && is(words[0], "exec");
    }

    @MaxDepth(Node.DEEPEST)
    static int run(byte[][] words) {
        byte[] name = words[0];
        if (is(name, ":") || is(name, "true") || is(name, "false")) {
            return is(name, "false") ? 1 : 0;
        } else if (is(name, "echo")) {
            return echo(words);
        } else if (is(name, "test") || is(name, "[")) {
            return TestCommand.run(words);
        } else if (is(name, "cd") || is(name, "pwd")) {
            return is(name, "cd") ? changeDirectory(words) : printDirectory();
        } else if (is(name, "export") || is(name, "unset")) {
            return change(words, is(name, "export"));
        } else if (is(name, "read")) {
            return read(words);
        } else if (is(name, "shift")) {
            Variables.shift(words.length > 1 ? number(words[1]) : 1);
            return 0;
        } else if (is(name, "break") || is(name, "continue")) {
            Execution.leave(words.length > 1 ? Math.max(1, number(words[1])) : 1, is(name, "continue"));
            return 0;
        } else if (is(name, "eval")) {
            return eval(words);
        } else if (is(name, ".")) {
            return words.length > 1 ? source(words[1]) : 2;
        } else if (is(name, "exit")) {
            Shell.exit(words.length > 1 ? number(words[1]) : Shell.status);
        } else if (is(name, "exec")) {
            return exec(words);
        } else if (is(name, "return")) {
            return Execution.giveBack(words.length > 1 ? number(words[1]) : Shell.status);
        } else if (is(name, "set") || is(name, "trap")) {
            return is(name, "set") ? Options.set(words) : Traps.set(words);
        } else if (is(name, "local")) {
            return Functions.local(words);
        }
        return job(name, words);
    }

    /** {@code return} leaves the file, not the function that reads it. */
    @MaxDepth(Node.DEEPEST)
    private static int source(byte[] path) {
        int result = Shell.runFile(path);
        Execution.stay();
        return result;
    }

    private static int job(byte[] name, byte[][] words) {
        if (is(name, "wait")) {
            return Jobs.awaitAll(words);
        } else if (is(name, "jobs")) {
            Jobs.review();
            return Jobs.list();
        } else if (is(name, "kill")) {
            return kill(words);
        }
        return Jobs.resume(words, is(name, "fg"));
    }

    private static int echo(byte[][] words) {
        boolean hasLine = words.length < 2 || !is(words[1], "-n");
        for (int i = hasLine ? 1 : 2; i < words.length; i++) {
            Output.STANDARD.bytes(words[i], 0, words[i].length).text(i + 1 < words.length ? " " : "");
        }
        if (hasLine) {
            Output.STANDARD.line();
        }
        Output.STANDARD.flush();
        return 0;
    }

    private static int changeDirectory(byte[][] words) {
        byte[] path = words.length > 1 ? words[1] : Text.bytes("/");
        if (Posix.changeDirectory(path) != 0) {
            Shell.complain(path, "not a directory");
            return 1;
        }
        return 0;
    }

    private static int printDirectory() {
        byte[] path = new byte[MAX_PATH];
        int length = Posix.currentDirectory(path);
        if (length > 0) {
            Output.STANDARD.bytes(path, 0, length - 1).line();
        }
        Heap.free(path);
        return length > 0 ? 0 : 1;
    }

    private static int change(byte[][] words, boolean exports) {
        boolean isOfFunctions = !exports && words.length > 1 && is(words[1], "-f");
        for (int i = isOfFunctions ? 2 : 1; i < words.length; i++) {
            if (Variables.nameLength(words[i], 0) == 0) {
                Shell.complain(words[i], "not a name");
                return 1;
            }
            if (isOfFunctions) {
                Functions.forget(words[i]);
            } else if (exports) {
                Variables.assign(words[i]);
                Variables.export(words[i]);
            } else {
                Variables.unset(words[i]);
            }
        }
        return 0;
    }

    /** A line into variables, a word each, the last the rest: byte by byte, for what follows is another's. */
    private static int read(byte[][] words) {
        Buffer line = new Buffer();
        byte[] one = new byte[1];
        long n = Posix.read(0, one, 0, 1);
        while (n == 1 && one[0] != '\n') {
            line.add(one[0]);
            n = Posix.read(0, one, 0, 1);
        }
        byte[] text = line.take();
        int at = behindBlanks(text, 0);
        for (int i = 1; i < words.length; i++) {
            int end = i + 1 == words.length ? lastOf(text) : Math.min(Bytes.indexOf(text, at, text.length, ' '), Bytes.indexOf(text, at, text.length, '\t'));
            Variables.set(words[i], words[i].length, new Buffer().addRange(text, at, Math.max(at, end)).take());
            at = behindBlanks(text, Math.max(at, end));
        }
        Heap.free(text);
        Heap.free(one);
        return n == 1 ? 0 : 1;
    }

    private static int behindBlanks(byte[] text, int from) {
        int at = from;
        while (at < text.length && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int lastOf(byte[] text) {
        int end = text.length;
        while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t')) {
            end--;
        }
        return end;
    }

    @MaxDepth(Node.DEEPEST)
    private static int eval(byte[][] words) {
        Buffer text = new Buffer();
        for (int i = 1; i < words.length; i++) {
            text.addAll(words[i]).add(' ');
        }
        return Shell.runText(text.take());
    }

    private static int exec(byte[][] words) {
        if (words.length > 1) {
            byte[][] program = new byte[words.length - 1][];
            for (int i = 1; i < words.length; i++) {
                program[i - 1] = words[i];
            }
            Programs.become(program);
        }
        return 0;
    }

    /** Processes by number, jobs by {@code %} and theirs; {@code -SIGNAL} by number or name. */
    private static int kill(byte[][] words) {
        int signal = SignalNames.TERM;
        int first = 1;
        if (words.length > 1 && words[1].length > 1 && words[1][0] == '-') {
            byte[] name = new Buffer().addRange(words[1], 1, words[1].length).take();
            signal = SignalNames.numbered(name);
            Heap.free(name);
            first = 2;
        }
        if (first >= words.length || signal < 0) {
            Shell.complain(words[0], signal < 0 ? "no such signal" : "whom?");
            return 1;
        }
        int result = 0;
        for (int i = first; i < words.length; i++) {
            result |= send(words[i], signal);
        }
        return result;
    }

    private static int send(byte[] whom, int signal) {
        Job job = whom[0] == '%' ? Jobs.find(whom) : null;
        long number = job == null ? signed(whom) : Jobs.isControlled() ? -job.group : job.lastProcess();
        if (whom[0] == '%' && job == null || number == Long.MIN_VALUE || Posix.kill((int) number, signal) != 0) {
            Shell.complain(whom, "no such process");
            return 1;
        }
        return 0;
    }

    private static long signed(byte[] word) {
        boolean isNegative = word[0] == '-';
        long number = Bytes.number(word, isNegative ? 1 : 0, word.length, 10);
        return number < 0 ? Long.MIN_VALUE : isNegative ? -number : number;
    }

    private static int number(byte[] word) {
        return (int) Bytes.number(word, 0, word.length, 10);
    }

    static boolean is(byte[] name, String command) {
        return Bytes.is(name, name.length, Text.bytes(command));
    }

    private Builtins() {}
}

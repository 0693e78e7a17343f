package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Text;

/** Carries commands out. What runs in a process of its own belongs to a {@link Job}; built-in commands and compounds run in the shell. */
final class Execution {
    private static final int READ_CHUNK = 512;

    /** How many loops are to be left, and whether the last of them goes on. */
    private static int leaving;
    private static boolean isContinuing;
    /** Whether the function or the file that runs is to be left. */
    private static boolean isReturning;
    /** How many constructs ask for the status of what runs, so that its failure is none. */
    private static int asking;

    /** Runs a command; its status, which is {@link Shell#status} too. */
    @MaxDepth(Node.DEEPEST)
    static int run(Node node) {
        Shell.line = node.line;
        switch (node.kind) {
            case Node.SIMPLE:
                return finish(simple(node));
            case Node.PIPE:
            case Node.SUBSHELL:
                return finish(Jobs.foreground(start(node, true)));
            case Node.BACKGROUND:
                return Shell.status = background(node.first);
            default:
                return Shell.status = node.redirections == null ? compound(node) : redirected(node);
        }
    }

    /** After a command: a failure nobody asked about may end the shell, and signals that came in it are dealt with. */
    @MaxDepth(Node.DEEPEST)
    private static int finish(int status) {
        Shell.status = status;
        if (status != 0 && asking == 0 && Options.exitsOnFailure()) {
            Shell.exit(status);
        }
        Traps.run();
        return status;
    }

    /** Runs a command for its status. */
    @MaxDepth(Node.DEEPEST)
    private static int ask(Node node) {
        asking++;
        int status = run(node);
        asking--;
        return status;
    }

    /** Runs a function's body, or what is run like one. */
    @MaxDepth(Node.DEEPEST)
    static int body(Node node) {
        run(node);
        isReturning = false;
        return Shell.status;
    }

    /** {@code return}. */
    static int giveBack(int status) {
        isReturning = true;
        return status;
    }

    static boolean isReturning() {
        return isReturning;
    }

    /** A file was left. */
    static void stay() {
        isReturning = false;
    }

    @MaxDepth(Node.DEEPEST)
    private static int redirected(Node node) {
        Redirections before = Redirections.save(node.redirections);
        int result = Redirections.apply(node.redirections) ? compound(node) : 1;
        before.undo();
        return result;
    }

    @MaxDepth(Node.DEEPEST)
    private static int compound(Node node) {
        switch (node.kind) {
            case Node.AND:
                return ask(node.first) == 0 && !isLeaving() ? run(node.second) : Shell.status;
            case Node.OR:
                return ask(node.first) != 0 && !isLeaving() ? run(node.second) : Shell.status;
            case Node.SEQUENCE:
                run(node.first);
                return isLeaving() ? Shell.status : run(node.second);
            case Node.NOT:
                return ask(node.first) == 0 ? 1 : 0;
            case Node.IF:
                return conditional(node);
            case Node.FOR:
                return iteration(node);
            case Node.CASE:
                return choice(node);
            case Node.GROUP:
                return run(node.first);
            case Node.FUNCTION:
                Functions.define(node.name, node.first);
                return 0;
            default:
                return loop(node);
        }
    }

    @MaxDepth(Node.DEEPEST)
    private static int conditional(Node node) {
        int condition = ask(node.first);
        if (isLeaving()) {
            return Shell.status;
        }
        Node chosen = condition == 0 ? node.second : node.third;
        return chosen == null ? 0 : run(chosen);
    }

    @MaxDepth(Node.DEEPEST)
    private static int loop(Node node) {
        int result = 0;
        boolean isOver = false;
        while (!isOver) {
            int condition = ask(node.first);
            isOver = isLeaving() || (condition == 0) == (node.kind == Node.UNTIL);
            if (!isOver) {
                result = run(node.second);
            }
            isOver |= ends();
        }
        return result;
    }

    @MaxDepth(Node.DEEPEST)
    private static int iteration(Node node) {
        Words values = new Words();
        if (node.words == null) {
            addParameters(values);
        } else {
            addFields(node.words, 0, values);
        }
        int result = 0;
        for (int i = 0; i < values.count(); i++) {
            Variables.set(node.name, node.name.length, Bytes.copyOf(values.get(i)));
            result = run(node.second);
            if (ends()) {
                break;
            }
        }
        values.free();
        return result;
    }

    private static void addParameters(Words to) {
        for (int i = 1; i < Variables.parameters().count(); i++) {
            to.add(Bytes.copyOf(Variables.parameters().get(i)));
        }
    }

    /** After a loop's body: whether the loop is to be left. */
    private static boolean ends() {
        if (leaving == 0) {
            return isReturning || Shell.isInterrupted();
        }
        leaving--;
        boolean goesOn = leaving == 0 && isContinuing;
        isContinuing &= !goesOn;
        return !goesOn;
    }

    /** {@code break} and {@code continue}. */
    static void leave(int loops, boolean continues) {
        leaving = loops;
        isContinuing = continues;
    }

    /** Nothing is being left any more: a new command is typed. */
    static void begin() {
        leaving = 0;
        isContinuing = false;
        isReturning = false;
    }

    private static boolean isLeaving() {
        return leaving > 0 || isReturning || Shell.isInterrupted();
    }

    @MaxDepth(Node.DEEPEST)
    private static int choice(Node node) {
        byte[] word = Expansion.text(node.name);
        Node chosen = null;
        for (Node item = node.first; item != null && chosen == null; item = item.second) {
            for (int i = 0; i < item.words.count() && chosen == null; i++) {
                byte[] pattern = Expansion.pattern(item.words.get(i));
                chosen = Pattern.matches(pattern, 0, word, 0, word.length) ? item : null;
                Heap.free(pattern);
            }
        }
        Heap.free(word);
        return chosen == null || chosen.first == null ? 0 : run(chosen.first);
    }

    // ---- simple commands

    /** Assignments, then a built-in command here or a program in a process. */
    @MaxDepth(Node.DEEPEST)
    private static int simple(Node node) {
        Words words = new Words();
        Shell.begin();
        int assignments = assignments(node.words);
        addFields(node.words, assignments, words);
        Options.tell(words);
        int result = Shell.status;
        if (Shell.hasFailed()) {
            result = Shell.failure();
        } else if (words.count() == 0) {
            result = assign(node, assignments);
        } else if (Builtins.isBuiltin(words.get(0)) || Functions.isDefined(words.get(0))) {
            result = builtin(node, words, assignments);
        } else {
            result = Jobs.foreground(start(node, true));
        }
        words.free();
        return result;
    }

    /** How many words are assignments before the command. */
    private static int assignments(Words words) {
        int count = 0;
        while (count < words.count() && Variables.isAssignment(words.get(count))) {
            count++;
        }
        return count;
    }

    private static void addFields(Words words, int from, Words to) {
        for (int i = from; i < words.count(); i++) {
            Expansion.addFields(words.get(i), to);
        }
    }

    private static void assignAll(Words words, int count, boolean exports) {
        for (int i = 0; i < count; i++) {
            byte[] word = words.get(i);
            int name = Variables.nameLength(word, 0);
            byte[] value = new Buffer().addRange(word, name + 1, word.length).take();
            Variables.set(word, name, Expansion.text(value));
            if (exports) {
                Variables.export(word);
            }
            Heap.free(value);
        }
    }

    /** Without a command, what was substituted last gives the status. */
    private static int assign(Node node, int assignments) {
        Shell.substituted = 0;
        assignAll(node.words, assignments, false);
        Redirections before = Redirections.save(node.redirections);
        boolean isDone = Redirections.apply(node.redirections);
        before.undo();
        return isDone ? Shell.substituted : 1;
    }

    @MaxDepth(Node.DEEPEST)
    private static int builtin(Node node, Words words, int assignments) {
        assignAll(node.words, assignments, false);
        byte[][] vector = words.from(0);
        int result;
        if (node.redirections == null) {
            result = runHere(vector);
        } else {
            Redirections before = Redirections.save(node.redirections);
            result = Redirections.apply(node.redirections) ? runHere(vector) : 1;
            if (!Builtins.keepsDescriptors(vector)) {
                before.undo();
            }
        }
        Heap.free(vector);
        return result;
    }

    /** A function is found before a built-in command of its name. */
    @MaxDepth(Node.DEEPEST)
    private static int runHere(byte[][] words) {
        return Functions.isDefined(words[0]) ? Functions.call(words) : Builtins.run(words);
    }

    // ---- processes

    private static int background(Node node) {
        Job job = start(node, false);
        Jobs.background(job, Jobs.keep(job));
        return 0;
    }

    /** Starts the processes of a pipeline, a job that is kept if it is in the foreground. */
    private static Job start(Node node, boolean isForeground) {
        Redirections.flush();
        Job job = new Job(Description.of(node));
        int input = 0;
        int[] ends = new int[2];
        for (Node rest = node; rest != null && job.hasRoom();) {
            boolean isLast = rest.kind != Node.PIPE;
            int output = 1;
            if (!isLast) {
                Posix.pipe(ends);
                output = ends[1];
            }
            fork(isLast ? rest : rest.first, job, isForeground, input, output, isLast ? 0 : ends[0]);
            closeEnd(input);
            closeEnd(output);
            input = isLast ? 0 : ends[0];
            rest = isLast ? null : rest.second;
        }
        Heap.free(ends);
        if (isForeground) {
            Jobs.keep(job);
        }
        return job;
    }

    private static void closeEnd(int descriptor) {
        if (descriptor > 2) {
            Posix.close(descriptor);
        }
    }

    private static void fork(Node node, Job job, boolean isForeground, int input, int output, int unused) {
        int child = Posix.fork();
        if (child < 0) {
            Shell.complain(job.text, "cannot fork");
        } else if (child > 0) {
            Jobs.join(job, child);
        } else {
            boolean wasControlled = Jobs.isControlled();
            Jobs.enter(job, isForeground);
            if (!isForeground && !wasControlled && input == 0) {
                Posix.close(0);
                Posix.open(Text.bytes("/dev/null"), 0, 0);
            }
            move(input, 0);
            move(output, 1);
            closeEnd(unused);
            become(node);
        }
    }

    private static void move(int from, int to) {
        if (from != to) {
            Posix.duplicate(from, to);
            Posix.close(from);
        }
    }

    /** In a child: a command that is its last. */
    private static void become(Node node) {
        Shell.forked();
        if (node.kind != Node.SIMPLE) {
            if (!Redirections.apply(node.redirections)) {
                Exit.now(1);
            }
            Shell.exit(run(node.kind == Node.SUBSHELL ? node.first : node));
        }
        Words words = new Words();
        int assignments = assignments(node.words);
        addFields(node.words, assignments, words);
        assignAll(node.words, assignments, true);
        if (Shell.hasFailed() || !Redirections.apply(node.redirections)) {
            Exit.now(1);
        }
        if (words.count() == 0) {
            Exit.now(0);
        }
        byte[][] vector = words.from(0);
        if (Builtins.isBuiltin(vector[0]) || Functions.isDefined(vector[0])) {
            Shell.exit(runHere(vector));
        }
        Programs.become(vector);
    }

    /** What a text of commands prints, without newlines at its end; the text is freed. */
    static byte[] output(byte[] text) {
        Redirections.flush();
        int[] ends = new int[2];
        Posix.pipe(ends);
        int child = Posix.fork();
        if (child == 0) {
            Posix.close(ends[0]);
            move(ends[1], 1);
            Shell.forked();
            Shell.exit(Shell.runText(text));
        }
        Posix.close(ends[1]);
        Buffer all = new Buffer();
        byte[] chunk = new byte[READ_CHUNK];
        for (long n = Posix.read(ends[0], chunk, 0, READ_CHUNK); n > 0; n = Posix.read(ends[0], chunk, 0, READ_CHUNK)) {
            all.addRange(chunk, 0, (int) n);
        }
        Posix.close(ends[0]);
        if (Posix.waitFor(child, 0) == child) {
            Shell.substituted = Posix.lastStatus();
        }
        while (all.length() > 0 && all.at(all.length() - 1) == '\n') {
            all.cut(all.length() - 1);
        }
        Heap.free(chunk);
        Heap.free(ends);
        Heap.free(text);
        return all.take();
    }

    private Execution() {}
}

package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalCounter;
import dev.lamarck.syscalls.user.SignalMarks;
import dev.lamarck.syscalls.user.SignalNames;

/**
 * The jobs of this shell. With job control, which is when somebody types, each has a process group of its own; the one in the foreground has the terminal, and
 * the shell takes it back when that job ends or stops.
 */
final class Jobs {
    private static final int MAX = 32;
    private static final int NO_CHILDREN = -10;
    private static final int FIRST_PRIVATE = 10;

    /** By their numbers − 1. */
    private static final Job[] ALL = new Job[MAX];
    private static int lastBackground;
    private static int current = -1;
    /** The terminal's descriptor, negative without job control; and the shell's group. */
    private static int terminal = -1;
    private static int ownGroup;

    /** Begins job control on the terminal that standard input is. */
    static void control() {
        terminal = Posix.duplicateFrom(0, FIRST_PRIVATE);
        ownGroup = Posix.group();
        SignalCounter.count(SignalNames.INT);
        SignalCounter.ignore(SignalNames.QUIT);
        SignalCounter.ignore(SignalNames.TSTP);
        SignalCounter.ignore(SignalNames.TTIN);
        SignalCounter.ignore(SignalNames.TTOU);
    }

    /** Has a signal do again what it does in this shell. */
    static void resetSignal(int signal) {
        boolean isIgnored = signal == SignalNames.QUIT || signal == SignalNames.TSTP || signal == SignalNames.TTIN || signal == SignalNames.TTOU;
        if (isControlled() && signal == SignalNames.INT) {
            SignalCounter.count(signal);
        } else if (isControlled() && isIgnored) {
            SignalCounter.ignore(signal);
        } else {
            SignalCounter.reset(signal);
        }
    }

    static boolean isControlled() {
        return terminal >= 0;
    }

    /** In a child: it belongs to a job, whose first process leads the group, and knows no jobs of its own. */
    static void enter(Job job, boolean isForeground) {
        if (isControlled()) {
            int group = job.group == 0 ? Posix.processNumber() : job.group;
            Posix.setGroup(0, group);
            if (isForeground) {
                Posix.setForeground(terminal, group);
            }
            SignalCounter.reset(SignalNames.INT);
            SignalCounter.reset(SignalNames.QUIT);
            SignalCounter.reset(SignalNames.TSTP);
            SignalCounter.reset(SignalNames.TTIN);
            SignalCounter.reset(SignalNames.TTOU);
            Posix.close(terminal);
            terminal = -1;
        }
        for (int i = 0; i < MAX; i++) {
            ALL[i] = null;
        }
    }

    /** In the shell, of the same child: who of both is first does it. */
    static void join(Job job, int child) {
        job.add(child);
        if (isControlled()) {
            Posix.setGroup(child, job.group);
        }
    }

    /** Gives a job a number. @return the number; 0 if there are too many */
    static int keep(Job job) {
        for (int i = 0; i < MAX; i++) {
            if (ALL[i] == null) {
                ALL[i] = job;
                return i + 1;
            }
        }
        return 0;
    }

    /** Leaves a job to run, and says which if somebody types. */
    static void background(Job job, int number) {
        lastBackground = job.lastProcess();
        current = number - 1;
        if (isControlled()) {
            Output.ERROR.text("[").decimal(number).text("] ").decimal(lastBackground).line();
        }
    }

    static int lastBackground() {
        return lastBackground;
    }

    /** Waits for a job with the terminal its own; its status when it has ended or stopped. */
    static int foreground(Job job) {
        if (isControlled()) {
            Posix.setForeground(terminal, job.group);
        }
        await(job, false);
        if (isControlled()) {
            Posix.setForeground(terminal, ownGroup);
        }
        int status = job.status();
        if (job.state() == Job.STOPPED) {
            current = numberOf(job) - 1;
            Output.ERROR.line();
            tell(job, numberOf(job));
        } else {
            if (isControlled() && status == Posix.SIGNALLED + SignalNames.INT) {
                Output.ERROR.line();
            }
            forget(job);
        }
        return status;
    }

    /** Until a job runs no more, or there is none to wait for, or Ctrl-C, or a signal that is trapped if that is to count. */
    private static void await(Job job, boolean endsByTraps) {
        while (job.state() == Job.RUNNING && !(endsByTraps && SignalMarks.isAny())) {
            int child = Posix.waitFor(-1, Posix.UNTRACED);
            if (child > 0) {
                note(child);
            } else if (child == NO_CHILDREN || Shell.isInterrupted()) {
                return;
            }
        }
    }

    private static void note(int child) {
        for (int i = 0; i < MAX; i++) {
            if (ALL[i] != null && ALL[i].has(child)) {
                ALL[i].note(child, Posix.lastStopped() ? Job.STOPPED : Job.DONE, Posix.lastStatus());
            }
        }
    }

    private static void forget(Job job) {
        ALL[numberOf(job) - 1] = null;
        job.free();
    }

    private static int numberOf(Job job) {
        int i = 0;
        while (ALL[i] != job) {
            i++;
        }
        return i + 1;
    }

    /** Learns what has become of jobs meanwhile; says so if somebody types, and lets go of those that are over. */
    static void review() {
        int child = Posix.waitFor(-1, Posix.NO_HANG | Posix.UNTRACED);
        while (child > 0) {
            note(child);
            child = Posix.waitFor(-1, Posix.NO_HANG | Posix.UNTRACED);
        }
        for (int i = 0; i < MAX; i++) {
            Job job = ALL[i];
            if (job != null && !job.isTold && isControlled()) {
                tell(job, i + 1);
            }
            if (job != null && job.state() == Job.DONE && isControlled()) {
                forget(job);
            }
        }
    }

    private static void tell(Job job, int number) {
        print(Output.ERROR, job, number);
        job.isTold = true;
    }

    private static void print(Output to, Job job, int number) {
        int state = job.state();
        to.text("[").decimal(number).text(number - 1 == current ? "]+ " : "]  ");
        to.text(state == Job.RUNNING ? "Running  " : state == Job.STOPPED ? "Stopped  " : job.status() == 0 ? "Done     " : "Exit ");
        if (state == Job.DONE && job.status() != 0) {
            to.decimal(job.status()).text(" ");
        }
        to.bytes(job.text, 0, job.text.length).line();
    }

    /** {@code jobs}. */
    static int list() {
        for (int i = 0; i < MAX; i++) {
            if (ALL[i] != null) {
                print(Output.STANDARD, ALL[i], i + 1);
                ALL[i].isTold = true;
            }
        }
        return 0;
    }

    /** {@code wait}: for all that run, or for one. */
    static int awaitAll(byte[][] words) {
        if (words.length > 1) {
            Job job = find(words[1]);
            if (job == null) {
                return Shell.NOT_FOUND;
            }
            await(job, true);
            return job.state() == Job.RUNNING && SignalMarks.isAny() ? Posix.SIGNALLED + SignalMarks.first() : endOf(job);
        }
        for (int i = 0; i < MAX; i++) {
            if (ALL[i] != null && ALL[i].state() == Job.RUNNING) {
                await(ALL[i], true);
            }
            if (SignalMarks.isAny()) {
                return Posix.SIGNALLED + SignalMarks.first();
            }
            if (ALL[i] != null) {
                endOf(ALL[i]);
            }
        }
        return 0;
    }

    private static int endOf(Job job) {
        int status = job.status();
        if (job.state() == Job.DONE) {
            forget(job);
        }
        return status;
    }

    /** {@code fg} and {@code bg}. */
    static int resume(byte[][] words, boolean isForeground) {
        Job job = words.length > 1 ? find(words[1]) : latest();
        if (job == null || !isControlled()) {
            Shell.complain(words[0], job == null ? "no such job" : "no job control");
            return 1;
        }
        if (isForeground) {
            Output.STANDARD.bytes(job.text, 0, job.text.length).line();
            Posix.setForeground(terminal, job.group);
        }
        job.resume();
        job.isTold = true;
        Posix.kill(-job.group, SignalNames.CONT);
        current = numberOf(job) - 1;
        if (isForeground) {
            return foreground(job);
        }
        print(Output.STANDARD, job, numberOf(job));
        return 0;
    }

    /** The current job or, if that is no more, the last. */
    private static Job latest() {
        if (current >= 0 && ALL[current] != null) {
            return ALL[current];
        }
        Job latest = null;
        for (int i = 0; i < MAX; i++) {
            latest = ALL[i] == null ? latest : ALL[i];
        }
        return latest;
    }

    /** The job of a number behind {@code %}, or with a process; null if there is none. */
    static Job find(byte[] word) {
        if (word.length > 0 && word[0] == '%') {
            if (word.length == 1 || word[1] == '%' || word[1] == '+') {
                return latest();
            }
            long number = Bytes.number(word, 1, word.length, 10);
            return number >= 1 && number <= MAX ? ALL[(int) number - 1] : null;
        }
        long process = Bytes.number(word, 0, word.length, 10);
        for (int i = 0; i < MAX; i++) {
            if (ALL[i] != null && ALL[i].has((int) process)) {
                return ALL[i];
            }
        }
        return null;
    }

    /** Whether a job is stopped: leaving now would leave it so. */
    static boolean hasStopped() {
        boolean has = false;
        for (int i = 0; i < MAX; i++) {
            has |= ALL[i] != null && ALL[i].state() == Job.STOPPED;
        }
        return has;
    }

    private Jobs() {}
}

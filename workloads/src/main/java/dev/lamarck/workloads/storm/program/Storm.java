package dev.lamarck.workloads.storm.program;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Directory;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.SignalCounter;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code storm SEED MILLISECONDS KINDS}: lets hostile processes loose for so long, of the kinds named by the letters of KINDS: {@code c}alls, {@code m}emory, {@code f}orks,
 * {@code n}etwork, files in memory and on a {@code d}isk. Prints
 * what they left behind; exit status 1 if it is anything, or somebody else's memory or file was changed.
 */
public final class Storm {
    private static final int HOSTILES = 6;
    /** Whose the hostile processes are. */
    public static final int USER = 1000;
    /** Of that user; each has its turn before the storm has another. */
    private static final int MOST_PROCESSES = 40;
    private static final int SIGKILL = 9;
    private static final int SIGALRM = 14;
    private static final long TICK_NANOSECONDS = 5_000_000;
    private static final long NANOSECONDS_A_MILLISECOND = 1_000_000;
    /** A storm before the one that counts, for what the kernel makes once and keeps. */
    private static final int REHEARSAL_MILLISECONDS = 200;
    private static final int PUBLIC = 0x1FF;
    private static final int RUNNING = -1;
    private static final int NONBLOCKING = 0x4000;
    private static final byte[] FOLDER = Text.bytes("/tmp/storm");
    private static final byte[] DISK_FOLDER = Text.bytes("/mnt/storm");
    private static final byte[] NOTHING = {};

    private final Chance chance;
    private final byte[] kinds;
    private final int[] hostiles = new int[HOSTILES];
    private int started;
    private int guard;
    /** As {@code wait} tells it, once the guard has ended, which may be too early. */
    private int guardStatus = RUNNING;

    private Storm(long seed, byte[] kinds) {
        chance = new Chance(seed);
        this.kinds = kinds;
    }

    public static void main(String[] args) {
        if (args.length < 3) {
            Output.ERROR.text("usage: storm SEED MILLISECONDS KINDS").line();
            Exit.now(2);
        }
        Storm storm = new Storm(number(args[0]), Text.bytes(args[2]));
        Exit.now(storm.run(number(args[1])) ? 0 : 1);
    }

    private static long number(String text) {
        byte[] digits = Text.bytes(text);
        return Bytes.number(digits, 0, digits.length, 10);
    }

    private boolean run(long milliseconds) {
        Wire.introduce();
        rage(REHEARSAL_MILLISECONDS);
        Wire.awaitQuiet();
        Caches.drop();
        Balance before = Balance.now();
        int[] orders = new int[2];
        Posix.pipe(orders);
        Posix.setStatusFlags(orders[0], NONBLOCKING);
        guard = Posix.fork();
        if (guard == 0) {
            new Guard().run(orders[0]);
        }
        rage(milliseconds);
        Posix.write(orders[1], FOLDER, 0, 1);
        if (guardStatus == RUNNING && Posix.waitFor(guard, 0) == guard) {
            guardStatus = Posix.lastStatus();
        }
        boolean intact = guardStatus == 0;
        if (!intact) {
            Output.STANDARD.text("storm: the guard ended with status ").decimal(guardStatus).line();
        }
        Posix.close(orders[0]);
        Posix.close(orders[1]);
        Heap.free(orders);
        Wire.awaitQuiet();
        Caches.drop();
        Balance after = Balance.now();
        Output.STANDARD.text("storm: ").decimal(started).text(" processes let loose, ").decimal(after.bytes - before.bytes).text(" bytes and ")
                .decimal(before.freePages - after.freePages).text(" pages left, guard ").text(intact ? "intact" : "harmed").line();
        if (after.bytes != before.bytes) {
            after.printChangesSince(before);
        }
        return intact && after.bytes == before.bytes;
    }

    private void rage(long milliseconds) {
        Posix.withhold(0);
        Posix.makeDirectory(FOLDER, PUBLIC);
        Posix.makeDirectory(DISK_FOLDER, PUBLIC);
        long end = Posix.nanoseconds() + milliseconds * NANOSECONDS_A_MILLISECOND;
        while (Posix.nanoseconds() < end) {
            reap();
            for (int i = 0; i < HOSTILES; i++) {
                if (hostiles[i] == 0) {
                    hostiles[i] = Math.max(0, start());
                }
            }
            Posix.sleep(TICK_NANOSECONDS);
            int victim = hostiles[chance.below(HOSTILES)];
            if (victim != 0 && chance.oneIn(4)) {
                Posix.kill(victim, SIGKILL);
            }
        }
        endAll();
        Removal.ofAllIn(DISK_FOLDER, NOTHING);
        Posix.removeDirectory(DISK_FOLDER);
        // Who goes up from its folder comes to these, where everybody may make files.
        Removal.ofAllIn(Text.bytes("/tmp"), Guard.NAME);
        Removal.ofAllIn(Text.bytes("/dev/shm"), NOTHING);
        Removal.ofAllIn(Text.bytes("/dev/mqueue"), NOTHING);
        LeftObjects.remove();
    }

    private void reap() {
        int gone = Posix.waitFor(-1, Posix.NO_HANG);
        while (gone > 0) {
            guardStatus = gone == guard ? Posix.lastStatus() : guardStatus;
            for (int i = 0; i < HOSTILES; i++) {
                hostiles[i] = hostiles[i] == gone ? 0 : hostiles[i];
            }
            gone = Posix.waitFor(-1, Posix.NO_HANG);
        }
    }

    /** Kills the hostile user's processes until there are none. */
    private void endAll() {
        while (areOthers()) {
            for (int i = 0; i < HOSTILES; i++) {
                if (hostiles[i] != 0) {
                    Posix.kill(hostiles[i], SIGKILL);
                }
            }
            killTheRest();
            Posix.sleep(TICK_NANOSECONDS);
            reap();
        }
    }

    /** A child becomes the hostile user, for the first process may kill everybody. */
    private static void killTheRest() {
        int killer = Posix.fork();
        if (killer == 0) {
            Posix.setUser(USER);
            Posix.kill(-1, SIGKILL);
            Posix.exit(0);
        }
        if (killer > 0) {
            Posix.waitFor(killer, 0);
        }
    }

    /** Whether {@code /proc} shows processes besides this one and the guard. */
    private boolean areOthers() {
        Directory processes = Directory.open(Text.bytes("/proc"));
        // Without memory even for a descriptor there are others: those that have it.
        if (processes == null) {
            return true;
        }
        boolean any = false;
        while (processes.next()) {
            int at = processes.nameAt();
            long pid = Bytes.number(processes.name(), at, at + processes.nameLength(), 10);
            any |= pid > 0 && pid != Posix.processNumber() && pid != guard;
        }
        processes.close();
        return any;
    }

    /** A hostile process; its number, or an error. */
    private int start() {
        byte kind = kinds[chance.below(kinds.length)];
        Chance own = new Chance(chance.word());
        int pid = Posix.fork();
        if (pid == 0) {
            live(kind, own);
        }
        Heap.free(own);
        started += pid > 0 ? 1 : 0;
        return pid;
    }

    /** Its life. An alarm every few milliseconds takes it out of calls that would wait for ever. */
    private static void live(byte kind, Chance own) {
        Posix.changeDirectory(FOLDER);
        int nothing = Posix.open(Text.bytes("/dev/null"), 2, 0);
        for (int descriptor = 0; descriptor < 3; descriptor++) {
            Posix.duplicate(nothing, descriptor);
        }
        Posix.pipe(new int[2]);
        Posix.limitProcesses(MOST_PROCESSES);
        Posix.setUser(USER);
        if (kind == 'c') {
            SignalCounter.count(SIGALRM);
            Posix.alarmEvery(2000 + own.below(3000));
            new Caller(own).run();
        } else if (kind == 'n') {
            SignalCounter.count(SIGALRM);
            Posix.alarmEvery(20_000 + own.below(480_000));
            new Talker(own).run();
        } else if (kind == 'd') {
            new Filer(own).run();
        } else if (kind == 'm') {
            new Hoarder(own).run();
        } else {
            new Begetter().run();
        }
    }
}

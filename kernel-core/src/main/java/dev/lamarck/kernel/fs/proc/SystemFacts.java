package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Text;

/** {@code /proc/cpuinfo}, {@code meminfo}, {@code stat}, {@code uptime}, {@code mounts}, {@code filesystems} and {@code version}, in Linux's forms: what it has as far as this kernel knows it. */
final class SystemFacts extends SystemFile {
    private static final int FIRST_NUMBER = 16;
    private static final int CPUINFO = 0;
    private static final int MEMINFO = 1;
    private static final int STAT = 2;
    private static final int UPTIME = 3;
    private static final int MOUNTS = 4;
    private static final int FILESYSTEMS = 5;
    private static final int VERSION = 6;
    private static final int COUNT = 7;
    private static final long NANOSECONDS = 1_000_000_000;
    private static final long NANOSECONDS_A_TICK = 10_000_000;
    private static final int TICKS = 100;
    private static final int CLOCK_DIGITS = 16;

    private final int kind;

    private SystemFacts(byte[] name, int kind) {
        super(name, FIRST_NUMBER + kind);
        this.kind = kind;
    }

    static void addAll() {
        for (int kind = 0; kind < COUNT; kind++) {
            ProcRoot.add(new SystemFacts(name(kind), kind));
        }
    }

    private static byte[] name(int kind) {
        return switch (kind) {
            case CPUINFO -> Text.bytes("cpuinfo");
            case MEMINFO -> Text.bytes("meminfo");
            case STAT -> Text.bytes("stat");
            case UPTIME -> Text.bytes("uptime");
            case MOUNTS -> Text.bytes("mounts");
            case FILESYSTEMS -> Text.bytes("filesystems");
            default -> Text.bytes("version");
        };
    }

    @Override
    protected void write(TextBuffer text) {
        switch (kind) {
            case CPUINFO -> processors(text);
            case MEMINFO -> memory(text);
            case STAT -> times(text);
            case UPTIME -> uptime(text);
            case MOUNTS -> text.text("none / tmpfs rw 0 0\nnone /proc proc rw 0 0\n").text(RootFileSystem.hasVolume() ? "/dev/disk /mnt ufs rw 0 0\n" : "");
            case FILESYSTEMS -> text.text("nodev\ttmpfs\nnodev\tproc\n\tufs\n");
            default -> text.text("Linux version 6.1.0-lamarck #1\n");
        }
    }

    private static void processors(TextBuffer text) {
        text.text("cpu\t\t: TI UltraSparc I   (SpitFire)\nfpu\t\t: UltraSparc I integrated FPU\ntype\t\t: sun4u\nncpus probed\t: ").decimal(Processor.count());
        text.text("\nncpus active\t: ").decimal(Processor.count()).line();
        for (int id = 0; id < Processor.count(); id++) {
            text.text("Cpu").decimal(id).text("ClkTck\t: ").padded(TimeOfDay.toCycles(NANOSECONDS), CLOCK_DIGITS).line();
        }
        text.text("MMU Type\t: Spitfire\nState:\n");
        for (int id = 0; id < Processor.count(); id++) {
            text.text("CPU").decimal(id).text(":\t\tonline\n");
        }
    }

    private static void memory(TextBuffer text) {
        text.text("MemTotal:\t").decimal((long) Pages.total() << Pages.SHIFT - 10).text(" kB\nMemFree:\t").decimal((long) Pages.free() << Pages.SHIFT - 10).text(" kB\n");
    }

    /** What a processor has not been idle it has worked for users: nothing tells that from the kernel's own. */
    private static void times(TextBuffer text) {
        long now = StatFields.ticks(TimeOfDay.cycles());
        long idle = 0;
        for (int id = 0; id < Processor.count(); id++) {
            idle += StatFields.ticks(Processor.numbered(id).idleCycles());
        }
        split(text.text("cpu  "), now * Processor.count(), idle);
        for (int id = 0; id < Processor.count(); id++) {
            split(text.text("cpu").decimal(id).character(' '), now, StatFields.ticks(Processor.numbered(id).idleCycles()));
        }
        text.text("btime ").decimal(TimeOfDay.secondsAtReset()).text("\nprocs_running ").decimal(LoadFile.runnable()).line();
    }

    private static void split(TextBuffer text, long all, long idle) {
        text.decimal(Math.max(0, all - idle)).text(" 0 0 ").decimal(idle).text(" 0 0 0 0 0 0\n");
    }

    private static void uptime(TextBuffer text) {
        long idle = 0;
        for (int id = 0; id < Processor.count(); id++) {
            idle += Processor.numbered(id).idleCycles();
        }
        seconds(text, TimeOfDay.cycles());
        seconds(text.character(' '), idle);
        text.line();
    }

    /** With hundredths. */
    private static void seconds(TextBuffer text, long cycles) {
        long hundredths = TimeOfDay.toNanoseconds(cycles) / NANOSECONDS_A_TICK;
        LoadFile.hundredths(text, hundredths / TICKS, (int) (hundredths % TICKS));
    }
}

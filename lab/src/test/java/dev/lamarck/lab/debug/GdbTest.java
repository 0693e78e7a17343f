package dev.lamarck.lab.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.lab.debug.DebuggedWorld.Session;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.SourceLine;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripted sessions of {@code gdb-multiarch} on the kernel. */
class GdbTest {
    /** {@code retl} and its slot. */
    private static final int RETURN_BYTES = 8;
    private static final String SWITCHES = "dev.lamarck.kernel.sched.Sched.switches";

    @TempDir
    private Path folder;

    private static Result undisturbed(Job job) {
        return DebuggedWorld.world(job).run();
    }

    /** {@code File.java:LINE} of the first line that belongs to a function's body. */
    private static String place(Image kernel, String symbol) {
        ElfSymbol function = kernel.symbol(symbol).orElseThrow();
        SourceLine line = kernel.lineAt(function.address()).orElseThrow();
        return line.file().substring(line.file().lastIndexOf('/') + 1) + ":" + line.line();
    }

    @Test
    void breaksByFileAndLineAndUnwindsThroughATrapIntoTheProgram() throws Exception {
        Job job = DebuggedWorld.job("functional");
        World world = DebuggedWorld.world(job);
        Path program = Files.write(folder.resolve("fileload"), DebuggedWorld.program("fileload").bytes());
        Session session = DebuggedWorld.under(folder, job, List.of(
                "break " + place(world.kernelImage(), "file_calls_openat"), "continue", "add-symbol-file " + program, "backtrace",
                "info threads", "print $tl", "print $pstate", "detach"));
        assertThat(session.output()).contains("hit Breakpoint 1", "FileCalls.java");
        assertThat(session.output()).containsPattern("(?s)#0 .*openat.*#\\d .*SystemCallEntry.enter.*#\\d .*FileLoad");
        assertThat(session.output()).containsPattern("user pid \\d /bin/fileload running").contains("evolve sleeping", "$1 = 0", "PRIV");
        assertThat(session.result().stateHash()).as("as if nobody had looked").isEqualTo(undisturbed(job).stateHash());
    }

    /** A step forward follows its thread; a step back undoes what the processor did last, whoever ran. */
    @Test
    void stepsBackOverAContextSwitch() throws Exception {
        Job job = DebuggedWorld.job("timing");
        ElfSymbol resume = DebuggedWorld.world(job).kernelImage().symbol("resume").orElseThrow();
        long steps = (resume.size() - RETURN_BYTES) / 4;
        Session session = DebuggedWorld.under(folder, job, List.of(
                "watch *(long*)&'" + SWITCHES + "'", "continue", "continue", "monitor who-wrote " + SWITCHES, "delete",
                "break *" + resume.address(), "continue", "set $before = $ag7", "set $from = $pc",
                "break *" + (resume.address() + 4 * steps), "continue", "print $ag7 != $before",
                "reverse-stepi " + steps, "print $ag7 == $before", "reverse-continue", "print $pc == $from", "delete", "reverse-continue", "monitor cycle", "detach"));
        assertThat(session.output()).containsPattern("(?s)Old value = 0\\R+New value = 1.*Old value = 1\\R+New value = 2");
        assertThat(session.output()).contains("swtch", "0000000000000001 -> 0000000000000002", "$1 = true", "$2 = true", "$3 = true");
        assertThat(session.output()).contains("No more reverse-execution history", "cycle 0, 0 instructions, 0 traps");
        assertThat(session.result().stateHash()).as("as if nobody had gone back").isEqualTo(undisturbed(job).stateHash());
    }

    /** Threads that other processors execute have all their registers, and step; the threads of their processors go on meanwhile. */
    @Test
    void stepsAThreadOfAnotherProcessor() throws Exception {
        Job job = DebuggedWorld.job("functional", 4);
        Session session = DebuggedWorld.under(folder, job, List.of(
                "break copen", "continue", "continue", "python here = gdb.selected_thread()",
                "python others = [t for t in gdb.selected_inferior().threads() if 'on cpu' in t.details and t.num != here.num]",
                "python print(len(others), 'elsewhere')", "python others[-1].switch()",
                "print $tl == 0 && $ag7 != 0", "set $before = $ag7", "set $at = $pc", "delete", "stepi", "print $ag7 == $before", "print $pc != $at",
                "reverse-stepi", "thread apply all backtrace 1", "detach"));
        assertThat(session.output()).contains("3 elsewhere", "$1 = true", "$2 = true", "$3 = true").containsPattern("on cpu [1-3]").doesNotContain("unavailable");
        assertThat(session.result().stateHash()).as("as if nobody had looked").isEqualTo(undisturbed(job).stateHash());
    }

    /** A handler's thread is the one that runs; the thread that it pins has a backtrace of its own, though some of its windows are in registers. */
    @Test
    void showsInterruptThreads() throws Exception {
        Job job = DebuggedWorld.job("functional");
        Session session = DebuggedWorld.under(folder, job, List.of("break disk_interrupt", "continue", "info threads", "backtrace",
                "python pinned = [t for t in gdb.selected_inferior().threads() if 'pinned' in t.details][0]", "python pinned.switch()", "backtrace", "detach"));
        assertThat(session.output()).containsPattern("interrupt 5 running").containsPattern("idle pinned by interrupt 5").containsPattern("interrupt 4 free");
        assertThat(session.output()).containsPattern("(?s)#0 .*Disk.interrupt.*InterruptThreads.serve.*#0 .*Trap.dispatch.*TrapEntry.enterKernel.*idle");
        assertThat(session.result().stateHash()).as("as if nobody had looked").isEqualTo(undisturbed(job).stateHash());
    }

    @Test
    void namesSplicedCode() throws Exception {
        Job job = DebuggedWorld.job("functional");
        Session session = DebuggedWorld.under(folder, job, List.of(
                "set stop-on-solib-events 1", "continue", "set stop-on-solib-events 0", "info sharedlibrary", "rbreak ^copen.patch",
                "continue", "backtrace 3", "x/2i $pc", "monitor ledger", "detach"));
        assertThat(session.output()).contains("Stopped due to shared library event", "/lamarck/patches-");
        assertThat(session.output()).containsPattern("(?s)hit Breakpoint 1, .*copen\\.patch_\\d+ \\(\\).*#0 .*copen\\.patch_\\d+ \\(\\)");
        assertThat(session.output()).containsPattern("entry \\d+ .*COUNT_CALLS INSTALLED at .*copen");
        assertThat(session.result().stateHash()).isEqualTo(undisturbed(job).stateHash());
    }

    @Test
    void whatADebuggerWritesMakesAnotherFutureThatCanBeGoneThroughAgain() throws Exception {
        Job job = DebuggedWorld.job("functional");
        String place = "*(long*)&'" + SWITCHES + "'";
        Session session = DebuggedWorld.under(folder, job, List.of(
                "break copen", "continue", "set $old = " + place, "set var " + place + " = 4711", "continue", "print " + place + " >= 4711",
                "reverse-continue", "print " + place, "detach"));
        assertThat(session.output()).contains("$1 = true", "$2 = 4711");
        assertThat(session.result().stateHash()).isNotEqualTo(undisturbed(job).stateHash());
    }
}

package dev.lamarck.workloads.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.CompilationException;
import org.junit.jupiter.api.Test;

/** The shell at a terminal, with keys that nobody waits for. What is typed is not shown by the guest: the terminal does that. */
class JobControlTest {
    private static Guest.Report typed(String keys) throws CompilationException {
        return new Guest().set("console", "terminal").runTyped(keys.replace("^C", "\003").replace("^Z", "\032").replace("^D", "\004"), "sh");
    }

    @Test
    void keysInterruptTheForegroundJobOnly() throws CompilationException {
        Guest.Report report = typed("sleep 1000 &\nsleep 2000\n^Cecho $?\njobs\nwhile true; do :; done\n^Cecho back\nexit 3\n");
        assertThat(report.output()).isEqualTo("$ [1] 2\n$ \n$ 130\n$ [1]+ Running  sleep 1000\n$ $ back\n$ ");
        assertThat(report.status()).isEqualTo(3);
    }

    @Test
    void jobsStopAndGoOn() throws CompilationException {
        Guest.Report report = typed("sleep 1\n^Zecho $?\nbg\nsleep 2\njobs\nsleep 1000\n^Zfg %1\n^Cjobs\n");
        assertThat(report.output()).isEqualTo("$ \n[1]+ Stopped  sleep 1\n$ 146\n$ [1]+ Running  sleep 1\n$ [1]+ Done     sleep 1\n$ $ \n[1]+ Stopped  sleep 1000\n$ sleep 1000\n\n$ $ \n");
    }

    @Test
    void theBackgroundMayNotRead() throws CompilationException {
        Guest.Report report = typed("cat &\nsleep 1\nfg\nfor cat\n^Decho $?\ncat | sort\nb\na\n^D");
        assertThat(report.output()).isEqualTo("$ [1] 2\n$ [1]+ Stopped  cat\n$ cat\nfor cat\n$ 0\n$ a\nb\n$ \n");
    }

    @Test
    void anInterruptGivesANewPrompt() throws CompilationException {
        assertThat(typed("^Cecho x\nif true\n^Cecho y\n").output()).isEqualTo("$ \n$ x\n$ > \n$ y\n$ \n");
    }
}

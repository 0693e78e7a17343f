package dev.lamarck.kernel.fs.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.HostedProcesses;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.toolchain.magic.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcRootTest {
    /** Linux's, of which two are the number and the name. */
    private static final int LAST_STAT_FIELD = 52;

    private Proc self;

    @BeforeEach
    void boot() {
        HostedKernel.start();
        self = Proc.current();
        self.executablePath = "/bin/a program".getBytes(StandardCharsets.UTF_8);
        self.arguments = "a\0b\0".getBytes(StandardCharsets.UTF_8);
        HostedProcesses.enter(self);
    }

    @AfterEach
    void leave() {
        HostedProcesses.leave(self);
    }

    private static Vnode find(String path) {
        PathName name = new PathName(RootFileSystem.root()).with(path.getBytes(StandardCharsets.UTF_8));
        return Lookup.lookupname(name, false) == 0 ? name.take() : null;
    }

    private static String contents(String path) {
        long page = Pages.allocateZeroed();
        long n = find(path).readTo(0, Uio.kernel(page, 1000));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            text.append((char) Memory.load8(page + i));
        }
        return text.toString();
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        find(path).list(0, new DirectoryVisitor() {
            @Override
            public boolean visit(byte[] name, long number, int mode, long next) {
                return names.add(new String(name, StandardCharsets.UTF_8));
            }
        });
        return names;
    }

    @Test
    void everyProcessIsADirectory() {
        assertThat(names("/proc")).startsWith(".", "..", "self").contains("cpuinfo", "meminfo", "stat", "uptime", "unknown_calls", "kmem")
                .endsWith("" + self.pid).doesNotHaveDuplicates();
        assertThat(names("/proc/" + self.pid)).startsWith(".", "..", "exe", "stat", "cmdline").contains("status", "statm", "fd", "maps")
                .doesNotHaveDuplicates();
        assertThat(find("/proc/31999")).isNull();
        assertThat(find("/proc/self/none")).isNull();
    }

    @Test
    void tellsWhatItRuns() {
        assertThat(new String(find("/proc/self/exe").target(), StandardCharsets.UTF_8)).isEqualTo("/bin/a program");
        assertThat(contents("/proc/self/cmdline")).isEqualTo("a\0b\0");
        String stat = contents("/proc/self/stat");
        assertThat(stat).startsWith(self.pid + " (a program) R 0 0 0 ").endsWith("\n");
        assertThat(stat.substring(stat.indexOf(')') + 2).split(" ")).hasSize(LAST_STAT_FIELD - 2);
    }

    @Test
    void aListingGoesOnWhereItStopped() {
        List<String> names = new ArrayList<>();
        long[] at = {0};
        int before;
        do {
            before = names.size();
            find("/proc").list(at[0], new DirectoryVisitor() {
                @Override
                public boolean visit(byte[] name, long number, int mode, long next) {
                    names.add(new String(name, StandardCharsets.UTF_8));
                    at[0] = next;
                    return false;
                }
            });
        } while (names.size() > before);
        assertThat(names).isEqualTo(names("/proc"));
    }

    @Test
    void tellsWhatIsAllocated() {
        String before = contents("/proc/kmem");
        assertThat(before).containsPattern("^pages \\d+ free \\d+\nbytes \\d+\nany 16 \\d+\n");
        int free = Integer.parseInt(before.split("[ \n]")[3]);
        Pages.allocateZeroed();
        assertThat(contents("/proc/kmem")).startsWith(before.substring(0, before.indexOf("free")) + "free " + (free - 2));
    }

    @Test
    void aProcessThatEndedIsGone() {
        Vnode stat = find("/proc/self/stat");
        HostedProcesses.leave(self);
        assertThat(stat.readTo(0, Uio.kernel(Pages.allocateZeroed(), 10))).isNegative();
        HostedProcesses.enter(self);
    }
}

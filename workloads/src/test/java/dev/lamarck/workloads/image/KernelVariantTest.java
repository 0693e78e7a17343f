package dev.lamarck.workloads.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.programs.Guest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KernelVariantTest {
    private static final Images IMAGES = new Images(new ImageCache(Path.of("target", "images")), progress -> { });

    @Test
    void theSmallKernelHasNothingOfWhatItIsWithout() throws Exception {
        Image small = Image.read(new Kernels(IMAGES, KernelVariant.LAB, Map.of()).plain().bytes());
        Set<String> functions = small.file().symbols().stream().filter(ElfSymbol::isFunction).map(ElfSymbol::name).collect(Collectors.toSet());
        assertThat(functions).contains("do_fork", "tty_read", "fifo_read", "sys_kill", "do_wait").doesNotContain("tcp_rput_data", "hmeintr", "ufs_create", "ip_rput");
        assertThat(small.lines().lines()).noneMatch(line -> line.file().contains("/kernel/net/") || line.file().contains("/kernel/ufs/")
                || line.file().contains("/instrumentation/"));
    }

    @Test
    void theStandardKernelHasNoStandIn() {
        assertThat(KernelVariant.STANDARD.select(ClassFiles.kernel())).containsKey("dev/lamarck/kernel/net/Network")
                .doesNotContainKeys("dev/lamarck/kernel/net/NoNetwork", "dev/lamarck/kernel/ufs/NoDataDisk", "dev/lamarck/kernel/evolve/NoEvolution");
    }

    @Test
    void theSmallKernelRunsTheShell() throws Exception {
        Guest.Report report = new Guest().variant(KernelVariant.LAB).run("sh", "-c",
                "seq 3 | while read n; do echo $n > /tmp/$n; done; cat /tmp/?; ls /mnt; sleep 1 & kill $!; wait $!; echo $?; openload 2 10; ps | head -n 2; exit 5");
        assertThat(report.output()).isEqualTo("1\n2\n3\nls: /mnt: no such file or directory\n143\n81 opens, 0 failures\n  PID  PPID S NAME\n    1     0 S shell\n");
        assertThat(report.status()).isEqualTo(5);
    }
}

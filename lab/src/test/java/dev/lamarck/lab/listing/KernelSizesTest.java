package dev.lamarck.lab.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.KernelVariant;
import dev.lamarck.workloads.image.Kernels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelSizesTest {
    private static final int MOST_LINES_OF_A_FIRST_COURSE = 6000;

    private static KernelSizes sizes(KernelVariant variant) throws Exception {
        Images images = new Images(new ImageCache(Path.of("target", "images")), progress -> { });
        return new KernelSizes(Image.read(new Kernels(images, variant, Map.of()).plain().bytes()));
    }

    /** Says so too: the build tells how large the kernels are, and in which order the small one is to be read. */
    @Test
    void theSmallKernelIsSmallEnoughToBeRead() throws Exception {
        PrintWriter out = new PrintWriter(System.out, true);
        for (KernelVariant variant : KernelVariant.values()) {
            out.println("kernel " + variant.label());
            sizes(variant).print(out);
        }
        sizes(KernelVariant.LAB).printReadingOrder(out);
        assertThat(sizes(KernelVariant.LAB).lines()).isLessThanOrEqualTo(MOST_LINES_OF_A_FIRST_COURSE).isGreaterThan(1000);
        assertThat(sizes(KernelVariant.STANDARD).lines()).isGreaterThan(MOST_LINES_OF_A_FIRST_COURSE);
    }

    @Test
    void everySubsystemAndFileIsListed() throws Exception {
        StringWriter text = new StringWriter();
        KernelSizes sizes = sizes(KernelVariant.LAB);
        sizes.print(new PrintWriter(text, true));
        sizes.printReadingOrder(new PrintWriter(text, true));
        assertThat(text.toString()).contains("functions, ", "kernel/tty", "syscalls", "trap_table", "dev/lamarck/kernel/boot/Main.java")
                .containsSubsequence("kernel/boot/Main.java", "kernel/sched/Sched.java", "kernel/process/Fork.java", "kernel/fs/Lookup.java", "syscalls/FileCalls.java");
    }
}

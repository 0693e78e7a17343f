package dev.lamarck.workloads.evolution;

import dev.lamarck.toolchain.link.ElfSection;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.world.World;
import java.util.Arrays;
import java.util.List;

/** The kernel's text in memory against the words that the linker wrote. */
public final class LinkedText {
    private static final List<String> SECTIONS = List.of(".text.trap", ".text");

    private LinkedText() {}

    /** Whether all text of the world's kernel is, word for word, that of its image. */
    public static boolean isIntact(World world) {
        Image image = world.kernelImage();
        return SECTIONS.stream().allMatch(name -> {
            byte[] linked = image.file().contents(name);
            ElfSection section = image.file().section(name).orElseThrow();
            return Arrays.equals(linked, world.machine().readPhysical(section.address(), linked.length));
        });
    }
}

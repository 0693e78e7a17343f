package dev.lamarck.workloads.evolution;

import dev.lamarck.toolchain.link.ElfSection;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.world.World;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The kernel's text in memory against the words that the linker wrote. */
public final class LinkedText {
    private static final List<String> TEXT = List.of(".text.trap", ".text");
    private static final String PATCHES = ".patch";

    private LinkedText() {}

    /** Whether all text of the world's kernel is, word for word, that of its image. */
    public static boolean isIntact(World world) {
        return TEXT.stream().mapToLong(section -> changedWords(world, section)).sum() == 0;
    }

    /** How many words of text and of the reserve for patches are not what the linker wrote: instructions that evolution added. */
    public static long addedInstructions(World world) {
        return TEXT.stream().mapToLong(section -> changedWords(world, section)).sum() + changedWords(world, PATCHES);
    }

    private static long changedWords(World world, String name) {
        Image image = world.kernelImage();
        ElfSection section = image.file().section(name).orElseThrow();
        // A section without bits in the file is zero.
        IntBuffer linked = ByteBuffer.wrap(Arrays.copyOf(image.file().contents(name), (int) section.size())).asIntBuffer();
        IntBuffer found = ByteBuffer.wrap(world.machine().readPhysical(section.address(), 4 * linked.limit())).asIntBuffer();
        return IntStream.range(0, linked.limit()).filter(i -> linked.get(i) != found.get(i)).count();
    }
}

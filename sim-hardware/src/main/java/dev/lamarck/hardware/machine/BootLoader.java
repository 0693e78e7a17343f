package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.device.SeededRandom;
import dev.lamarck.hardware.memory.PhysicalMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What firmware has done at reset: the image in RAM, and the boot information block ({@code docs/platform.md}). */
final class BootLoader {
    private static final long BLOCK = 0x2000;
    private static final long MAGIC = 0x4C41_4D41_5243_4B31L;
    private static final int HEADER_WORDS = 11;
    private static final long ARGUMENTS = BLOCK + HEADER_WORDS * Long.BYTES;
    private static final long BLOCK_END = 0x4000;
    private static final int SEED_STREAM = 3;

    private BootLoader() {}

    static void load(PhysicalMemory memory, BootMedia media, int cpus, long hertz) {
        writeBlock(memory, media, cpus, hertz);
        for (Image.Segment segment : media.image().segments()) {
            if (!memory.contains(segment.address(), segment.memoryLength())) {
                throw new InvalidInput("the image needs memory at 0x%x, beyond the %d bytes of RAM (set ram.bytes)"
                        .formatted(segment.address() + segment.memoryLength(), memory.size()));
            }
            memory.write(segment.address(), segment.bytes(), 0, segment.bytes().length);
        }
    }

    private static void writeBlock(PhysicalMemory memory, BootMedia media, int cpus, long hertz) {
        byte[] arguments = media.arguments().getBytes(StandardCharsets.UTF_8);
        if (arguments.length > BLOCK_END - ARGUMENTS) {
            throw new InvalidInput("the boot arguments are %d bytes long; %d fit"
                    .formatted(arguments.length, BLOCK_END - ARGUMENTS));
        }
        SeededRandom random = new SeededRandom(media.seed(), SEED_STREAM);
        ByteBuffer block = ByteBuffer.allocate(HEADER_WORDS * Long.BYTES)
                .putLong(MAGIC).putLong(memory.size()).putLong(cpus).putLong(ARGUMENTS).putLong(arguments.length);
        for (int i = 0; i < 4; i++) {
            block.putLong(random.nextLong());
        }
        block.putLong(media.wallClockSeconds()).putLong(hertz);
        memory.write(BLOCK, block.array(), 0, block.capacity());
        memory.write(ARGUMENTS, arguments, 0, arguments.length);
    }
}

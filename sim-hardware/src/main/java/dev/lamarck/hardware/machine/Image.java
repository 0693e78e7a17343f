package dev.lamarck.hardware.machine;

import java.nio.ByteBuffer;
import java.util.List;

/** What lies in RAM at reset, and where the processor starts. */
public record Image(long entry, List<Segment> segments) {
    /** Bytes at a physical address, followed by zeros up to {@code memoryLength}. */
    public record Segment(long address, byte[] bytes, long memoryLength) {}

    public Image {
        segments = List.copyOf(segments);
    }

    /** Instruction words at an address, entered at the first: for programs that run on the bare machine. */
    public static Image flat(long address, int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES);
        bytes.asIntBuffer().put(words);
        return flat(address, bytes.array());
    }

    public static Image flat(long address, byte[] bytes) {
        return new Image(address, List.of(new Segment(address, bytes, bytes.length)));
    }
}

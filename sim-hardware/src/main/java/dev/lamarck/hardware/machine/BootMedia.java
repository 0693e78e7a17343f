package dev.lamarck.hardware.machine;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a machine is started with: the image in RAM, the boot disk's bytes, the second disk's (none: no disk), the boot arguments ({@code key=value} lines), the seed of
 * everything random, the date that the guest is told, and the schedule of processors that is to be followed, as long as it goes.
 */
public record BootMedia(Image image, byte[] disk, byte[] dataDisk, String arguments, long seed, long wallClockSeconds, Schedule schedule) {
    /** 2026-01-01T00:00:00Z. */
    public static final long FIXED_DATE = 1_767_225_600L;

    public BootMedia(Image image, byte[] disk, String arguments, long seed) {
        this(image, disk, new byte[0], arguments, seed, FIXED_DATE);
    }

    public BootMedia(Image image, byte[] disk, byte[] dataDisk, String arguments, long seed, long wallClockSeconds) {
        this(image, disk, dataDisk, arguments, seed, wallClockSeconds, Schedule.NONE);
    }

    /** The same with processors that run by a schedule. */
    public BootMedia following(Schedule given) {
        return new BootMedia(image, disk, dataDisk, arguments, seed, wallClockSeconds, given);
    }

    /** An image alone, for programs that need no disk and no arguments. */
    public static BootMedia of(Image image) {
        return new BootMedia(image, new byte[0], "", 0);
    }

    /** Tells images and disks from others. */
    int fingerprint() {
        CRC32C sum = new CRC32C();
        for (Image.Segment segment : image.segments()) {
            sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, segment.address()));
            sum.update(segment.bytes());
        }
        sum.update(disk);
        sum.update(dataDisk);
        return (int) sum.getValue();
    }
}

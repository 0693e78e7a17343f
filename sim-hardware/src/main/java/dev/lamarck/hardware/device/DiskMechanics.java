package dev.lamarck.hardware.device;

/**
 * How long a disk's commands take: a fixed start, the arm's way to the cylinder (it grows with the square root of the distance, as arms that accelerate and
 * brake do), the wait for the first sector to come round, and the sectors passing under the head. The platters turn with the clock, so where they stand needs no state;
 * the arm's cylinder does. Without rotation and seek, every sector takes the same.
 */
public final class DiskMechanics {
    /**
     * @param start           cycles before anything moves
     * @param perSector       cycles of one sector, beside its time under the head
     * @param rotation        cycles of one turn; 0: no mechanics
     * @param sectorsPerTrack sectors that pass in one turn
     * @param cylinderSectors sectors under all heads while the arm stands still
     * @param shortestSeek    cycles to the next cylinder
     * @param longestSeek     cycles over the whole disk
     */
    public record Geometry(long start, long perSector, long rotation, int sectorsPerTrack, int cylinderSectors, long shortestSeek, long longestSeek) {
        /** Without moving parts. */
        public static Geometry flat(long start, long perSector) {
            return new Geometry(start, perSector, 0, 1, 1, 0, 0);
        }
    }

    private final Geometry geometry;
    private final long cylinders;
    private long cylinder;

    public DiskMechanics(Geometry geometry, long sectors) {
        this.geometry = geometry;
        cylinders = Math.max(2, sectors / geometry.cylinderSectors() + 1);
    }

    long cylinder() {
        return cylinder;
    }

    void setCylinder(long restored) {
        cylinder = restored;
    }

    /** Cycles of a command that begins now and moves {@code count} sectors from one on; the arm is then where it ends. */
    long cycles(long now, long sector, long count) {
        long fixed = geometry.start() + count * geometry.perSector();
        if (geometry.rotation() == 0 || count == 0) {
            return fixed;
        }
        long target = sector / geometry.cylinderSectors();
        long seek = seek(Math.abs(target - cylinder));
        cylinder = (sector + count - 1) / geometry.cylinderSectors();
        long crossings = cylinder - target;
        long wait = Math.floorMod(angle(sector) - now - fixed - seek, geometry.rotation());
        return fixed + seek + wait + count * geometry.rotation() / geometry.sectorsPerTrack() + crossings * geometry.shortestSeek();
    }

    private long seek(long distance) {
        if (distance == 0) {
            return 0;
        }
        double share = Math.sqrt((double) (distance - 1) / (cylinders - 1));
        return geometry.shortestSeek() + (long) (share * (geometry.longestSeek() - geometry.shortestSeek()));
    }

    /** At which cycle of a turn a sector passes. */
    private long angle(long sector) {
        return sector % geometry.sectorsPerTrack() * geometry.rotation() / geometry.sectorsPerTrack();
    }
}

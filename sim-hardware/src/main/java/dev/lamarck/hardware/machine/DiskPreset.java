package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.device.DiskMechanics.Geometry;

/** The disks that the key {@code disk.model} names; their numbers are assumed, of the order of what workstations had in that year. */
enum DiskPreset {
    FLAT(0, 0, 0, 0, 0),
    /** A disk of 5 400 turns a minute. */
    DISK_1992(5400, 72, 9, 2500, 24_000),
    /** A disk of 7 200 turns a minute. */
    DISK_1996(7200, 108, 11, 600, 17_000),
    OWN(0, 0, 0, 0, 0);

    private static final long MINUTE = 60;
    private static final long MICROSECONDS = 1_000_000;

    private final long rpm;
    private final int trackSectors;
    private final int heads;
    private final long shortestSeek;
    private final long longestSeek;

    DiskPreset(long rpm, int trackSectors, int heads, long shortestSeek, long longestSeek) {
        this.rpm = rpm;
        this.trackSectors = trackSectors;
        this.heads = heads;
        this.shortestSeek = shortestSeek;
        this.longestSeek = longestSeek;
    }

    static DiskPreset of(MachineConfiguration machine) {
        return switch (machine.get(ConfigurationKey.DISK_MODEL)) {
            case "flat" -> FLAT;
            case "1992" -> DISK_1992;
            case "1996" -> DISK_1996;
            default -> OWN;
        };
    }

    /** In cycles of that machine. */
    Geometry geometry(MachineConfiguration machine, Geometry flat) {
        return switch (this) {
            case FLAT -> flat;
            case DISK_1992, DISK_1996 -> geometry(machine, flat.start(), rpm, trackSectors, heads, shortestSeek, longestSeek);
            case OWN -> geometry(machine, flat.start(),
                    machine.number(ConfigurationKey.DISK_RPM),
                    (int) machine.number(ConfigurationKey.DISK_TRACK_SECTORS),
                    (int) machine.number(ConfigurationKey.DISK_HEADS),
                    machine.number(ConfigurationKey.DISK_SEEK_SHORTEST),
                    machine.number(ConfigurationKey.DISK_SEEK_LONGEST));
        };
    }

    private static Geometry geometry(
            MachineConfiguration machine, long start, long rpm, int trackSectors, int heads, long shortestSeek, long longestSeek) {
        long hertz = machine.number(ConfigurationKey.CLOCK_HERTZ);
        return new Geometry(start, 0, hertz * MINUTE / rpm, trackSectors, trackSectors * heads,
                hertz * shortestSeek / MICROSECONDS, hertz * longestSeek / MICROSECONDS);
    }
}

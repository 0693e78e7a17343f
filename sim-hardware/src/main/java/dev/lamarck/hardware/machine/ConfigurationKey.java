package dev.lamarck.hardware.machine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What can be set on a machine: a number in a range, or one of some words, with its value on {@code ultrasparc-1} and where
 * that value comes from: a section of the UltraSPARC-I user's manual ("UM"), the platform contract, or "assumed".
 */
public enum ConfigurationKey {
    MODE("mode", "functional", List.of("functional", "timing"),
            "functional counts one cycle an instruction; timing has caches, prediction and stalls"),
    FAST_FORWARD("fast.forward", FastForward.NONE, 0, Long.MAX_VALUE, Shape.MOMENT, List.of(),
            "platform: timing mode begins after so many instructions, or after the marker that the guest sets; until then functional"),
    WARM_UP("warm.up", 1_000_000, 0, 1L << 40, Shape.ANY, "platform: instructions for which timing warms the caches, before measuring begins"),
    CPUS("cpus", 1, 1, 8, Shape.ANY, "platform: how many processors"),
    SMP_SLICE("smp.slice", 1000, 1, 1 << 20, Shape.ANY, "platform: a processor runs ahead of the others for 1 to so many cycles, by the seed"),
    SMP_VECTOR_CYCLES("smp.vector.cycles", 100, 1, 1 << 20, Shape.ANY, "assumed: an interrupt from one processor to another"),
    RAM_BYTES("ram.bytes", 64 << 20, 16 << 20, 1 << 30, Shape.POWER_OF_TWO, "platform"),
    CLOCK_HERTZ("clock.hertz", 167_000_000, 1_000_000, 2_000_000_000, Shape.ANY, "UM 1: 167 MHz part"),

    ITLB_ENTRIES("itlb.entries", 64, 8, 64, Shape.ANY, "UM 6.1"),
    DTLB_ENTRIES("dtlb.entries", 64, 8, 64, Shape.ANY, "UM 6.1"),
    ICACHE_BYTES("icache.bytes", 16 << 10, 256, 1 << 20, Shape.POWER_OF_TWO, "UM 8.2: 16 KB, two-way, 32-byte lines"),
    ICACHE("icache", "coherent", List.of("coherent", "hardware"),
            "platform: coherent, a store is seen by the next fetch; UM 8.3.2: hardware, lines hold their words until flush (timing mode)"),
    DCACHE_BYTES("dcache.bytes", 16 << 10, 256, 1 << 20, Shape.POWER_OF_TWO,
            "UM 8.2: 16 KB, direct-mapped, 32-byte lines of two sub-blocks"),
    ECACHE_BYTES("ecache.bytes", 512 << 10, 4 << 10, 16 << 20, Shape.POWER_OF_TWO, "UM 8.2: direct-mapped, 64-byte lines"),

    STORES("stores", "immediate", List.of("immediate", "delayed"),
            "platform: immediate, all processors see a store at once; UM 1: delayed, it waits in a buffer of eight (V9 8.4.4: TSO)"),
    STORE_DELAY_CYCLES("store.delay.cycles", 200, 1, 1 << 20, Shape.ANY, "assumed: with stores=delayed a store waits for 1 to so many cycles, by the seed"),

    VIS_BSHUFFLE("vis.bshuffle", "qemu", List.of("manual", "qemu"),
            "decision 003: qemu, the mask's first digit picks the lowest byte of BSHUFFLE's result; UltraSPARC Architecture 2005: manual, the highest"),

    ISSUE_WIDTH("issue.width", 4, 1, 4, Shape.ANY, "UM 1: four instructions a cycle"),
    INTERLOCK_CYCLES("interlock.cycles", 1, 0, 100, Shape.ANY, "UM 21: a load's result is usable after two cycles"),
    ICACHE_MISS_CYCLES("icache.miss.cycles", 7, 0, 1000, Shape.ANY, "assumed: line from the E-cache"),
    DCACHE_MISS_CYCLES("dcache.miss.cycles", 6, 0, 1000, Shape.ANY, "assumed: sub-block from the E-cache"),
    ECACHE_MISS_CYCLES("ecache.miss.cycles", 42, 0, 10000, Shape.ANY, "assumed: line from memory, beyond the E-cache's own time"),
    DEVICE_CYCLES("device.cycles", 20, 0, 10000, Shape.ANY, "assumed: a load or store that is not cacheable"),
    STORE_CYCLES("store.cycles", 0, 0, 1000, Shape.ANY, "assumed: the store buffer hides its writes"),
    STORE_MISS_CYCLES("store.miss.cycles", 10, 0, 1000, Shape.ANY,
            "assumed: a store that misses the E-cache or finds its line shared, most of it hidden by the store buffer"),
    MODIFIED_MISS_CYCLES("modified.miss.cycles", 20, 0, 10000, Shape.ANY,
            "assumed: line that another processor has modified, beyond a line's time from memory"),
    MISPREDICT_CYCLES("mispredict.cycles", 4, 0, 1000, Shape.ANY, "UM 21: four cycles are flushed"),
    JUMP_CYCLES("jump.cycles", 2, 0, 1000, Shape.ANY, "assumed: a register-indirect jump or return"),
    TRAP_CYCLES("trap.cycles", 6, 0, 1000, Shape.ANY, "assumed: pipeline flushed on entry to a trap and on its return"),

    MULTIPLY_CYCLES("multiply.cycles", 8, 0, 1000, Shape.ANY, "assumed: mean of the data-dependent time, beyond the issue cycle"),
    DIVIDE32_CYCLES("divide32.cycles", 35, 0, 1000, Shape.ANY, "UM 21: 36 cycles"),
    DIVIDE64_CYCLES("divide64.cycles", 67, 0, 1000, Shape.ANY, "UM 21: 68 cycles"),
    FDIVIDE_SINGLE_CYCLES("fdivide.single.cycles", 11, 0, 1000, Shape.ANY, "UM 21: 12 cycles, divide and square root"),
    FDIVIDE_DOUBLE_CYCLES("fdivide.double.cycles", 21, 0, 1000, Shape.ANY, "UM 21: 22 cycles, divide and square root"),

    DISK_START_CYCLES("disk.start.cycles", 20_000, 1, 1L << 40, Shape.ANY, "assumed: 0.12 ms"),
    DISK_SECTOR_CYCLES("disk.sector.cycles", 500, 0, 1L << 40, Shape.ANY, "assumed: 170 MB/s"),
    DISK_MODEL("disk.model", "flat", List.of("flat", "1992", "1996", "own"),
            "the disks but the boot disk: flat has only the two costs above; 1992 and 1996 are assumed disks of these years; own: by the keys below"),
    DISK_RPM("disk.rpm", 7200, 60, 100_000, Shape.ANY, "assumed: turns a minute"),
    DISK_TRACK_SECTORS("disk.track.sectors", 108, 1, 100_000, Shape.ANY, "assumed: sectors of a track"),
    DISK_HEADS("disk.heads", 11, 1, 1000, Shape.ANY, "assumed: tracks of a cylinder"),
    DISK_SEEK_SHORTEST("disk.seek.shortest", 600, 0, 1_000_000, Shape.ANY, "assumed: microseconds to the next cylinder"),
    SWAP_BYTES("swap.bytes", 0, 0, 16L << 30, Shape.ANY, "platform: the third disk, for pages that memory has no room for; 0: there is none"),
    DISK_SEEK_LONGEST("disk.seek.longest", 17_000, 0, 1_000_000, Shape.ANY, "assumed: microseconds over the whole disk"),
    CONSOLE("console", "stream", List.of("stream", "terminal"),
            "platform: stream, bytes that the guest asks for; terminal, somebody types, and the kernel has a terminal with signals and job control"),
    CHANNEL_LATENCY("channel.latency", 16_700, 1, 1L << 40, Shape.ANY, "assumed: 0.1 ms"),

    NET_STATION("net.station", 1, 1, 253, Shape.ANY, "platform: the last byte of the Ethernet address"),
    NET_PEER("net.peer", "endpoint", List.of("endpoint", "none"),
            "who is at the other end of the wire: a simulated machine that serves echoes and documents, or nobody"),
    NET_LATENCY("net.latency", 16_700, 1, 1L << 40, Shape.ANY, "assumed: 0.1 ms from one end of the wire to the other"),
    NET_BANDWIDTH("net.bandwidth", 100_000_000, 1000, 100_000_000_000L, Shape.ANY, "IEEE 802.3u: 100 Mbit/s, each direction"),
    NET_LOSS("net.loss", 0, 0, 1000, Shape.ANY, "frames lost, per mille"),
    NET_DUPLICATION("net.duplication", 0, 0, 1000, Shape.ANY, "frames that arrive twice, per mille"),
    NET_REORDERING("net.reordering", 0, 0, 1000, Shape.ANY, "frames held up so that others overtake them, per mille"),
    NET_HOLD_UP("net.holdup", 167_000, 1, 1L << 40, Shape.ANY, "assumed: the longest hold-up is 1 ms");

    enum Shape { ANY, POWER_OF_TWO, MOMENT }

    private final String key;
    private final String standard;
    private final long least;
    private final long greatest;
    private final Shape shape;
    private final List<String> words;
    private final String source;

    ConfigurationKey(String key, long standard, long least, long greatest, Shape shape, String source) {
        this(key, Long.toString(standard), least, greatest, shape, List.of(), source);
    }

    ConfigurationKey(String key, String standard, List<String> words, String source) {
        this(key, standard, 0, 0, Shape.ANY, words, source);
    }

    ConfigurationKey(
            String key, String standard, long least, long greatest, Shape shape, List<String> words, String source) {
        this.key = key;
        this.standard = standard;
        this.least = least;
        this.greatest = greatest;
        this.shape = shape;
        this.words = words;
        this.source = source;
    }

    public String key() {
        return key;
    }

    /** The value on {@code ultrasparc-1}. */
    public String standard() {
        return standard;
    }

    public String source() {
        return source;
    }

    /** What may be written, for messages and help. */
    public String allowed() {
        if (!words.isEmpty()) {
            return String.join(" or ", words);
        }
        if (shape == Shape.MOMENT) {
            return "none, a number of instructions, or marker: and the number of a marker";
        }
        return "%s from %d to %d".formatted(shape == Shape.POWER_OF_TWO ? "a power of two" : "a number", least, greatest);
    }

    static Optional<ConfigurationKey> named(String key) {
        return Arrays.stream(values()).filter(candidate -> candidate.key.equals(key)).findFirst();
    }

    /** The value in canonical form. */
    String parse(String value) {
        String canonical = shape == Shape.MOMENT ? parseMoment(value)
                : words.isEmpty() ? parseNumber(value) : words.contains(value) ? value : null;
        if (canonical == null) {
            throw new InvalidInput("%s=%s: must be %s".formatted(key, value, allowed()));
        }
        return canonical;
    }

    private String parseMoment(String value) {
        if (value.equals(FastForward.NONE)) {
            return value;
        }
        boolean marker = value.startsWith(FastForward.MARKER);
        String number = parseNumber(marker ? value.substring(FastForward.MARKER.length()) : value);
        return number == null || !marker ? number : FastForward.MARKER + number;
    }

    private String parseNumber(String value) {
        try {
            long number = Long.parseLong(value);
            boolean fits = number >= least && number <= greatest
                    && (shape != Shape.POWER_OF_TWO || Long.bitCount(number) == 1);
            return fits ? Long.toString(number) : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}

package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.cache.TimingParameters;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A named machine with its keys: {@code ultrasparc-1} (the manual's), {@code tiny} (caches small enough to watch), {@code
 * perfect} (nothing ever stalls: the bound). Immutable; every value has been checked.
 */
public final class MachineConfiguration {
    private static final Map<ConfigurationKey, String> TINY = Map.of(
            ConfigurationKey.ICACHE_BYTES, "1024",
            ConfigurationKey.DCACHE_BYTES, "512",
            ConfigurationKey.ECACHE_BYTES, "16384",
            ConfigurationKey.ITLB_ENTRIES, "16",
            ConfigurationKey.DTLB_ENTRIES, "16");

    private static final Map<ConfigurationKey, String> PERFECT = Arrays.stream(ConfigurationKey.values())
            .filter(MachineConfiguration::isStall)
            .collect(Collectors.toMap(key -> key, key -> "0"));

    private static final Map<String, Map<ConfigurationKey, String>> MACHINES = new LinkedHashMap<>();

    static {
        MACHINES.put("ultrasparc-1", Map.of());
        MACHINES.put("tiny", TINY);
        MACHINES.put("perfect", PERFECT);
    }

    private final String name;
    private final Map<ConfigurationKey, String> values;

    private MachineConfiguration(String name, Map<ConfigurationKey, String> values) {
        this.name = name;
        this.values = values;
    }

    /** Cycles lost to caches and prediction; time that an instruction takes to compute is not a stall. */
    private static boolean isStall(ConfigurationKey key) {
        return switch (key) {
            case ICACHE_MISS_CYCLES, DCACHE_MISS_CYCLES, ECACHE_MISS_CYCLES, DEVICE_CYCLES, STORE_CYCLES, STORE_MISS_CYCLES,
                    MODIFIED_MISS_CYCLES, MISPREDICT_CYCLES, JUMP_CYCLES, TRAP_CYCLES -> true;
            default -> false;
        };
    }

    public static List<String> names() {
        return List.copyOf(MACHINES.keySet());
    }

    public static MachineConfiguration named(String name) {
        Map<ConfigurationKey, String> changes = MACHINES.get(name);
        if (changes == null) {
            throw new InvalidInput("no machine is called '%s'; there are %s".formatted(name, String.join(", ", names())));
        }
        Map<ConfigurationKey, String> values = new EnumMap<>(ConfigurationKey.class);
        for (ConfigurationKey key : ConfigurationKey.values()) {
            values.put(key, changes.getOrDefault(key, key.standard()));
        }
        return new MachineConfiguration(name, values);
    }

    /** The same machine with one key set. */
    public MachineConfiguration with(String key, String value) {
        ConfigurationKey known = ConfigurationKey.named(key).orElseThrow(() -> new InvalidInput(
                "no key is called '%s'; the nearest is %s".formatted(key, ClosestName.to(key, keys().keySet()))));
        return with(known, value);
    }

    public MachineConfiguration with(ConfigurationKey key, String value) {
        Map<ConfigurationKey, String> changed = new EnumMap<>(values);
        changed.put(key, key.parse(value));
        return new MachineConfiguration(name, changed);
    }

    public String name() {
        return name;
    }

    public String get(ConfigurationKey key) {
        return values.get(key);
    }

    public long number(ConfigurationKey key) {
        return Long.parseLong(values.get(key));
    }

    private int integer(ConfigurationKey key) {
        return Math.toIntExact(number(key));
    }

    public boolean isTiming() {
        return get(ConfigurationKey.MODE).equals("timing");
    }

    public int cpus() {
        return integer(ConfigurationKey.CPUS);
    }

    /** Whether the I-cache's lines hold their words, which own stores do not change. */
    boolean isIcacheStale() {
        return get(ConfigurationKey.ICACHE).equals("hardware");
    }

    /** Whether somebody types at the console, as against a stream that is read. */
    public boolean hasTerminal() {
        return get(ConfigurationKey.CONSOLE).equals("terminal");
    }

    /** The longest time that a store waits before anybody else sees it; 0 if none does. */
    long storeDelay() {
        return get(ConfigurationKey.STORES).equals("delayed") ? number(ConfigurationKey.STORE_DELAY_CYCLES) : 0;
    }

    /** The setting that a translator does not know, if there is one. */
    public Optional<String> interpretedOnly() {
        return Stream.of(ConfigurationKey.ICACHE, ConfigurationKey.STORES).filter(key -> !get(key).equals(key.standard()))
                .map(key -> key.key() + "=" + get(key)).findFirst();
    }

    Optional<FastForward> fastForward() {
        return Optional.of(get(ConfigurationKey.FAST_FORWARD)).filter(moment -> !moment.equals(FastForward.NONE))
                .map(moment -> new FastForward(moment, number(ConfigurationKey.WARM_UP)));
    }

    /** Refuses keys that have no meaning together. */
    public void check() {
        if (fastForward().isPresent() && !isTiming()) {
            throw new InvalidInput("fast.forward: needs mode=timing, which is what it comes to");
        }
        if (fastForward().isPresent() && isIcacheStale()) {
            throw new InvalidInput("icache=hardware: cannot be fast-forwarded to, as it has lines from the first instruction on");
        }
        if (isIcacheStale() && !isTiming()) {
            throw new InvalidInput("icache=hardware: needs mode=timing; in functional mode there is no I-cache that could be stale");
        }
    }

    boolean isShuffleReversed() {
        return get(ConfigurationKey.VIS_BSHUFFLE).equals("qemu");
    }

    /** Every key with its value, in the order of {@link ConfigurationKey}. */
    public Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        values.forEach((key, value) -> keys.put(key.key(), value));
        return keys;
    }

    /** One line a key. */
    String lines() {
        return keys().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue() + "\n").collect(Collectors.joining());
    }

    /** Throws {@link InvalidInput} if these are not the {@link #lines} of a machine like this. */
    void checkIs(String lines) {
        List<String> own = lines().lines().toList();
        List<String> foreign = lines.lines().filter(line -> !own.contains(line)).toList();
        if (!foreign.isEmpty() || lines.lines().count() != own.size()) {
            throw new InvalidInput("the snapshot is of another machine: " + (foreign.isEmpty() ? "one with fewer keys" : String.join(", ", foreign)));
        }
    }

    TimingParameters timing() {
        return new TimingParameters(
                integer(ConfigurationKey.ICACHE_BYTES),
                integer(ConfigurationKey.DCACHE_BYTES),
                integer(ConfigurationKey.ECACHE_BYTES),
                integer(ConfigurationKey.ISSUE_WIDTH),
                integer(ConfigurationKey.INTERLOCK_CYCLES),
                integer(ConfigurationKey.ICACHE_MISS_CYCLES),
                integer(ConfigurationKey.DCACHE_MISS_CYCLES),
                integer(ConfigurationKey.ECACHE_MISS_CYCLES),
                integer(ConfigurationKey.DEVICE_CYCLES),
                integer(ConfigurationKey.STORE_CYCLES),
                integer(ConfigurationKey.STORE_MISS_CYCLES),
                integer(ConfigurationKey.MODIFIED_MISS_CYCLES),
                integer(ConfigurationKey.MISPREDICT_CYCLES),
                integer(ConfigurationKey.JUMP_CYCLES),
                integer(ConfigurationKey.TRAP_CYCLES),
                integer(ConfigurationKey.MULTIPLY_CYCLES),
                integer(ConfigurationKey.DIVIDE32_CYCLES),
                integer(ConfigurationKey.DIVIDE64_CYCLES),
                integer(ConfigurationKey.FDIVIDE_SINGLE_CYCLES),
                integer(ConfigurationKey.FDIVIDE_DOUBLE_CYCLES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MachineConfiguration that && name.equals(that.name) && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return name + keys();
    }
}

package dev.lamarck.workloads.world;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.kernel.evolve.ChannelMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Everything that a world depends on.
 *
 * @param load              what runs: a program's or an experiment's name
 * @param version           of the machine that runs it: another emulator may give another result
 * @param kernel            the kernel's ELF image
 * @param disk              the boot disk, a {@code ustar} archive
 * @param dataDisk          the second disk, empty if there is none
 * @param machine           the machine's configuration, its mode included
 * @param seed              picks preemption points and every other simulated chance
 * @param seeds             1 for a world; an experiment runs the worlds of this many seeds from {@code seed} on
 * @param instructionBudget the run ends with {@link Outcome#TIMEOUT} after this many instructions
 * @param boot              the boot arguments, {@code key=value} lines (see {@link BootArguments})
 * @param messages          what the lab tells the kernel without being asked
 * @param input             what the guest's console may read; ends in end-of-input
 * @param typed             what was typed at the guest's terminal, if its console is one
 * @param schedule          the order in which processors run, as {@link dev.lamarck.hardware.machine.Schedule} reads it; empty: by the seed
 */
public record Job(String load, String version, Content kernel, Content disk, Content dataDisk, MachineConfiguration machine, long seed, int seeds,
        long instructionBudget, List<String> boot, List<Message> messages, Content input, List<Message> typed, String schedule) {

    /** A budget that no run uses up. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Bytes that arrive on the channel, or at the terminal, at a cycle. */
    public record Message(long cycle, Content content) {
        @Override
        public String toString() {
            return cycle + ":" + HexFormat.of().formatHex(content.bytes());
        }
    }

    /** A job without a second disk. */
    public Job(String load, String version, Content kernel, Content disk, MachineConfiguration machine, long seed, int seeds,
            long instructionBudget, List<String> boot, List<Message> messages, Content input) {
        this(load, version, kernel, disk, Content.EMPTY, machine, seed, seeds, instructionBudget, boot, messages, input, List.of(), "");
    }

    public Job {
        boot = List.copyOf(boot);
        messages = List.copyOf(messages);
        typed = List.copyOf(typed);
    }

    public Mode mode() {
        return machine.isTiming() ? Mode.TIMING : Mode.FUNCTIONAL;
    }

    /** The inputs in their written form and order; large ones by the hash of their content. */
    public Map<String, Object> inputs() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("load", load);
        inputs.put("version", version);
        inputs.put("kernel", kernel.sha256());
        inputs.put("disk", disk.sha256());
        if (dataDisk.bytes().length > 0) {
            inputs.put("dataDisk", dataDisk.sha256());
        }
        inputs.put("machine", machine.name());
        inputs.put("settings", machine.keys());
        inputs.put("mode", mode().label());
        inputs.put("seed", seed);
        inputs.put("seeds", seeds);
        inputs.put("instructionBudget", instructionBudget);
        inputs.put("boot", boot);
        inputs.put("messages", messages.stream().map(Message::toString).toList());
        inputs.put("input", input.sha256());
        if (!typed.isEmpty()) {
            inputs.put("typed", typed.stream().map(Message::toString).toList());
        }
        if (!schedule.isEmpty()) {
            inputs.put("schedule", schedule);
        }
        return inputs;
    }

    /** SHA-256 of all inputs: join key and cache key of results. */
    public String key() {
        StringJoiner lines = new StringJoiner("\n");
        inputs().forEach((name, value) -> {
            switch (value) {
                case List<?> elements -> elements.forEach(element -> lines.add(name + "[]=" + element));
                case Map<?, ?> entries -> entries.forEach((key, setting) -> lines.add(name + "." + key + "=" + setting));
                default -> lines.add(name + "=" + value);
            }
        });
        return Content.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The policies that the lab asks for, by the numbers of their requests. */
    public Map<Long, String> policies() {
        Map<Long, String> policies = new TreeMap<>();
        for (Message message : messages) {
            ByteBuffer words = ByteBuffer.wrap(message.content().bytes());
            if (words.hasRemaining() && words.getLong(Long.BYTES * ChannelMessage.REQUEST) == ChannelMessage.EVOLVE) {
                byte[] name = new byte[(int) words.getLong(Long.BYTES * ChannelMessage.REQUEST_SYMBOL_LENGTH)];
                words.get(Long.BYTES * ChannelMessage.REQUEST_SYMBOL, name);
                policies.put(words.getLong(Long.BYTES * ChannelMessage.REQUEST_NUMBER), new String(name, StandardCharsets.US_ASCII));
            }
        }
        return policies;
    }

    /** The world of one seed. */
    public Job ofSeed(long one) {
        return ofSeeds(one, 1);
    }

    /** The worlds of so many seeds. */
    public Job ofSeeds(long first, int count) {
        return new Job(load, version, kernel, disk, dataDisk, machine, first, count, instructionBudget, boot, messages, input, typed, schedule);
    }

    /** The same machine and kernel with something else to run. */
    public Job running(String otherLoad, Content otherDisk, List<String> otherBoot, List<Message> otherMessages) {
        return new Job(otherLoad, version, kernel, otherDisk, dataDisk, machine, seed, seeds, instructionBudget, otherBoot, otherMessages, input, typed, schedule);
    }

    /** The same on another machine. */
    public Job on(MachineConfiguration other) {
        return new Job(load, version, kernel, disk, dataDisk, other, seed, seeds, instructionBudget, boot, messages, input, typed, schedule);
    }

    /** The same on another kernel. */
    public Job on(Content otherKernel) {
        return new Job(load, version, otherKernel, disk, dataDisk, machine, seed, seeds, instructionBudget, boot, messages, input, typed, schedule);
    }

    /** The job with the input that the guest really took, known when the run is over. */
    public Job withInput(Content consumed) {
        return new Job(load, version, kernel, disk, dataDisk, machine, seed, seeds, instructionBudget, boot, messages, consumed, typed, schedule);
    }

    /** The same with what was typed at its terminal, known when the run is over. */
    public Job withTyped(List<Message> keys) {
        return new Job(load, version, kernel, disk, dataDisk, machine, seed, seeds, instructionBudget, boot, messages, input, keys, schedule);
    }

    /** The same by a schedule of processors. */
    public Job following(String order) {
        return new Job(load, version, kernel, disk, dataDisk, machine, seed, seeds, instructionBudget, boot, messages, input, typed, order);
    }

    /** The same with a second disk. */
    public Job withDataDisk(Content other) {
        return new Job(load, version, kernel, disk, other, machine, seed, seeds, instructionBudget, boot, messages, input, typed, schedule);
    }
}

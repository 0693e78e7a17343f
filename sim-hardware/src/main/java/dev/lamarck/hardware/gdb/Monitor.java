package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.history.LastWriter;
import dev.lamarck.hardware.history.Timeline;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The commands behind {@code monitor}. */
final class Monitor {
    private static final String HELP = """
            cycle                    the moment: cycles, instructions, traps
            goto INSTRUCTIONS        go to when so many instructions had been executed (then: maintenance flush register-cache)
            hash                     the machine's state hash
            who-wrote ADDRESS|SYMBOL [BYTES]
                                     the last store to memory before now, by whom and when
            step into-traps|over-traps
                                     whether a step sees traps that the program does not (over-traps)
            """;

    private final Timeline timeline;
    private final Machine machine;
    private final GuestSystem system;
    private final Execution execution;

    Monitor(Timeline timeline, GuestSystem system, Execution execution) {
        this.timeline = timeline;
        this.machine = timeline.machine();
        this.system = system;
        this.execution = execution;
    }

    /** What to print. */
    String execute(String line) {
        List<String> words = Arrays.asList(line.trim().split("\\s+"));
        List<String> arguments = words.subList(1, words.size());
        try {
            return switch (words.getFirst()) {
                case "cycle" -> moment();
                case "goto" -> travel(arguments);
                case "hash" -> machine.stateHash() + "\n";
                case "who-wrote" -> whoWrote(arguments);
                case "step" -> step(arguments);
                default -> system.command(words.getFirst(), arguments).orElseGet(() -> help());
            };
        } catch (NumberFormatException e) {
            return "a number is needed, decimal or 0x…\n";
        }
    }

    private String help() {
        StringBuilder help = new StringBuilder(HELP);
        system.commands().forEach(line -> help.append(line).append('\n'));
        return help.toString();
    }

    private String moment() {
        Position now = timeline.now();
        return String.format(Locale.ROOT, "cycle %d, %d instructions, %d traps%n", machine.cycles(), now.instructions(), now.traps());
    }

    private String travel(List<String> arguments) {
        if (arguments.isEmpty()) {
            return "goto INSTRUCTIONS\n";
        }
        Position target = new Position(Math.max(Long.decode(arguments.getFirst()), timeline.beginning().instructions()), 0);
        timeline.seek(target.isBefore(timeline.beginning()) ? timeline.beginning() : target);
        return moment();
    }

    private String whoWrote(List<String> arguments) {
        if (arguments.isEmpty()) {
            return "who-wrote ADDRESS|SYMBOL [BYTES]\n";
        }
        int length = arguments.size() > 1 ? Integer.decode(arguments.get(1)) : Long.BYTES;
        OptionalLong symbol = system.address(arguments.getFirst());
        long va = symbol.isPresent() ? symbol.getAsLong() : Long.decode(arguments.getFirst());
        OptionalLong pa = system.translate(system.running(), va);
        if (pa.isEmpty() || !machine.isRam(pa.getAsLong(), length)) {
            return "there is no memory at " + arguments.getFirst() + " now\n";
        }
        Position now = timeline.now();
        Optional<LastWriter> writer = LastWriter.find(timeline, pa.getAsLong(), length);
        timeline.seek(now);
        return writer.map(found -> found.describe(system::describe)).orElse("nobody wrote it since the world began") + "\n";
    }

    private String step(List<String> arguments) {
        execution.stepsIntoTraps = arguments.equals(List.of("into-traps"));
        return execution.stepsIntoTraps ? "steps go into traps\n" : "steps go over traps that the program does not see\n";
    }
}

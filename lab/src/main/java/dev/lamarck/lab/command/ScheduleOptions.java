package dev.lamarck.lab.command;

import dev.lamarck.hardware.machine.Schedule;
import dev.lamarck.lab.BadInput;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --schedule FILE} and {@code --record-schedule FILE}: in which order processors run. */
final class ScheduleOptions {
    @Option(names = "--schedule", paramLabel = "FILE", description = "Run the processors in the order of FILE: a line for each turn, its processor and steps.")
    private Path given;

    @Option(names = "--record-schedule", paramLabel = "FILE", description = "Write the order in which the processors ran, for --schedule.")
    private Path recorded;

    /** The job by the schedule that was given, if one was. */
    Job apply(Job job) {
        if (given == null) {
            return job;
        }
        String text = read();
        Schedule.parse(given.toString(), text, job.machine().cpus());
        return job.following(text);
    }

    private String read() {
        try {
            return Files.readString(given);
        } catch (IOException e) {
            throw new BadInput("--schedule " + given + ": cannot be read", "name a file that --record-schedule wrote, or write one (docs/smp.md)");
        }
    }

    /** From now on; what is returned writes it. */
    Runnable record(World world) {
        if (recorded == null) {
            return () -> { };
        }
        Schedule.Text text = new Schedule.Text();
        world.machine().recordSchedule(text);
        return () -> write(text.toString());
    }

    private void write(String text) {
        try {
            Files.writeString(recorded, text);
        } catch (IOException e) {
            throw BadInput.unwritable("--record-schedule " + recorded, e);
        }
    }
}

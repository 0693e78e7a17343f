package dev.lamarck.workloads.load;

import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import java.util.List;

/**
 * A fixed amount of work.
 *
 * @param name    on the command line, and {@code job.load} of its results
 * @param command the program in {@code /bin} and its arguments
 * @param work    what it does, in a line
 */
public record Load(String name, List<String> command, String work) {
    public Load {
        command = List.copyOf(command);
    }

    /** The job of running it on a machine and kernel, while the lab sends these messages. */
    public Job job(Job machine, Content disk, List<Job.Message> messages) {
        return machine.running(name, disk, BootArguments.starting("/bin/" + command.getFirst(), command, List.of()), messages);
    }
}

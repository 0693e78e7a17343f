package dev.lamarck.workloads.experiment;

import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.Job;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * What an experiment is given to work with.
 *
 * @param job      kernel, machine, mode, first seed, number of seeds and budget; the experiment supplies disk, boot arguments
 *                 and input
 * @param programs for the disk
 * @param kernels  for experiments that boot a kernel with a part of their own
 * @param progress told one short line when a part is done; never influences the result
 */
public record Setting(Job job, Programs programs, Kernels kernels, Consumer<String> progress) {

    public LongStream seeds() {
        return LongStream.range(job.seed(), job.seed() + job.seeds());
    }
}

package dev.lamarck.workloads.ufs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.workloads.powercut.FileModel;
import dev.lamarck.workloads.powercut.FileStep;
import java.util.Random;

/** Random operations on hosted files and on a model of them, which must agree on every result. */
final class FileStorm {
    final FileModel model = new FileModel();
    private final HostedFiles files;
    private final Random random;
    private final int longest;
    private final boolean isOneStep;

    /**
     * @param longest   the length up to which files go
     * @param isOneStep whether an operation changes one block only
     */
    FileStorm(HostedFiles files, long seed, int longest, boolean isOneStep) {
        this.files = files;
        random = new Random(seed);
        this.longest = longest;
        this.isOneStep = isOneStep;
    }

    /** One operation. Where the disk is full the kernel may say so, and then nothing has changed, or a write has been cut short. @return whether all is safe now */
    boolean step() {
        FileStep step = FileStep.next(random, model, longest, isOneStep);
        long result = execute(step);
        if (step.kind() == FileStep.Kind.WRITE && (FileStep.isFull(result) || result >= 0 && result < step.length())) {
            if (files.find(step.path()) != null) {
                step.applyWrite(model, (int) Math.max(result, 0));
            }
        } else if (!FileStep.isFull(result)) {
            assertThat(result).as(step.line()).isEqualTo(step.apply(model));
        }
        return result >= 0 && step.makesSafe();
    }

    private long execute(FileStep step) {
        return switch (step.kind()) {
            case MKDIR -> files.mkdir(step.path());
            case RMDIR -> files.rmdir(step.path());
            case UNLINK -> files.unlink(step.path());
            case RENAME -> files.rename(step.path(), step.other());
            case LINK -> files.link(step.path(), step.other());
            case TRUNCATE -> files.truncate(step.path(), step.length());
            case WRITE -> files.put(step.path(), OpenFlags.CREATE, step.offset(), step.contents());
            case STORE -> files.store(step.path(), step.offset(), step.contents(), false);
            case STORE_SAFELY -> files.store(step.path(), step.offset(), step.contents(), true);
            case SYNC -> files.sync();
        };
    }
}

package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.Version;
import dev.lamarck.lab.debug.KernelSystem;
import dev.lamarck.lab.profile.CallgrindFile;
import dev.lamarck.lab.profile.ExecutionProfile;
import dev.lamarck.lab.profile.FoldedStacks;
import dev.lamarck.lab.profile.LcovFile;
import dev.lamarck.lab.profile.Schedule;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --profile KIND=FILE}. */
final class ProfileOption {
    private enum Kind { FOLDED, CALLGRIND, PERFETTO, LCOV }

    @Option(names = "--profile", paramLabel = "KIND=FILE",
            description = "Where instructions and cycles went, to FILE; KIND is folded, callgrind, perfetto or lcov. Repeatable.")
    private List<String> specifications = List.of();

    /** What watches a world; nothing does if nothing was asked for. */
    final class Profiling {
        private final Map<Kind, Path> files;
        private final ExecutionProfile profile;
        private final Schedule schedule;

        private Profiling(Map<Kind, Path> files, World world, KernelSystem system) {
            this.files = files;
            boolean isOfInstructions = files.keySet().stream().anyMatch(kind -> kind != Kind.PERFETTO);
            profile = isOfInstructions ? ExecutionProfile.of(world, system) : null;
            schedule = files.containsKey(Kind.PERFETTO) ? Schedule.of(world, system) : null;
        }

        /** Writes what was asked for, at the end of the world. */
        void write() {
            if (profile != null) {
                profile.finish();
            }
            files.forEach((kind, file) -> write(file, switch (kind) {
                case FOLDED -> FoldedStacks.of(profile);
                case CALLGRIND -> CallgrindFile.of(profile, Version.current());
                case LCOV -> LcovFile.of(profile);
                case PERFETTO -> schedule.write();
            }));
        }

        private void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw BadInput.unwritable("--profile " + file, e);
            }
        }
    }

    Profiling begin(World world, KernelSystem system) {
        Map<Kind, Path> files = new EnumMap<>(Kind.class);
        for (String specification : specifications) {
            int equals = specification.indexOf('=');
            if (equals < 0 || equals == specification.length() - 1) {
                throw new BadInput("--profile " + specification + " names no file", "say folded|callgrind|perfetto|lcov=FILE");
            }
            files.put(kind(specification.substring(0, equals)), Path.of(specification.substring(equals + 1)));
        }
        return new Profiling(files, world, system);
    }

    private static Kind kind(String name) {
        try {
            return Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadInput("--profile: there is no kind '" + name + "'", "use folded, callgrind, perfetto or lcov");
        }
    }
}

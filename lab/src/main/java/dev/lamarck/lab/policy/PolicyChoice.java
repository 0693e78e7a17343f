package dev.lamarck.lab.policy;

import dev.lamarck.kernel.evolve.policy.Policies;
import dev.lamarck.kernel.evolve.policy.Policy;
import dev.lamarck.lab.BadInput;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.policy.PolicyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Sets of policies as a user writes them, resolved: one kernel holds all of them, a world asks for those of one set. */
public final class PolicyChoice {
    private static final String ALL = "all";

    /** By the files of a set, compiled together: one may hold what another needs. */
    private final Map<List<Path>, PolicyFiles> compiled = new LinkedHashMap<>();
    private final Path folder;
    private final Map<String, byte[]> classes;

    private PolicyChoice(Collection<List<String>> sets, Path folder) throws CompilationException {
        this.folder = folder;
        Set<Path> files = new LinkedHashSet<>();
        for (List<String> set : sets) {
            files.addAll(files(set));
            compile(files(set));
        }
        classes = compile(List.copyOf(files)).classes();
        sets.forEach(this::names);
    }

    /** Compiles what is a file, relative to a folder; refuses what is no policy. */
    public static PolicyChoice of(Collection<List<String>> sets, Path folder) throws CompilationException {
        return new PolicyChoice(sets, folder);
    }

    private PolicyFiles compile(List<Path> files) throws CompilationException {
        if (!compiled.containsKey(files)) {
            compiled.put(files, PolicyFiles.compile(files));
        }
        return compiled.get(files);
    }

    /** What is laid over the kernel's classes. */
    public Map<String, byte[]> classes() {
        return classes;
    }

    /** The names by which the kernel knows the policies of a set, each once. {@code all} is every one that is no control. */
    public List<String> names(List<String> set) {
        List<String> known = Stream.of(Policies.builtIn()).map(Policy::name).toList();
        List<String> names = new ArrayList<>();
        for (String policy : set) {
            if (policy.equals(ALL)) {
                names.addAll(beneficial());
            } else if (known.contains(policy)) {
                names.add(policy);
            } else if (!isFile(policy)) {
                throw new BadInput("no policy is called '" + policy + "'", "there are: " + String.join(", ", known) + "; or name a file X.java");
            }
        }
        names.addAll(compiled.get(files(set)).names());
        return names.stream().distinct().toList();
    }

    /** The policies that evolve a kernel for its good: all but controls. */
    public static List<String> beneficial() {
        return Stream.of(Policies.builtIn()).filter(policy -> !policy.isControl()).map(Policy::name).toList();
    }

    private static boolean isFile(String policy) {
        return policy.endsWith(".java");
    }

    private List<Path> files(List<String> set) {
        return set.stream().filter(PolicyChoice::isFile).map(this::existing).toList();
    }

    private Path existing(String file) {
        Path path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new BadInput("policy " + file + ": no such file", "name a Kernel Java file that holds a policy");
        }
        return path;
    }
}

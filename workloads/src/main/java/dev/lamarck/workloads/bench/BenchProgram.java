package dev.lamarck.workloads.bench;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.world.Content;
import java.util.Optional;

/**
 * A program to measure the emulator's speed by. Its one argument is a number of rounds.
 *
 * @param work   what it does, in a few words
 * @param rounds so many that it executes ten million instructions or so
 */
public record BenchProgram(String name, String work, int rounds, Source source) {
    /** What it is made of. */
    interface Source {
        /** A static program for Linux on SPARC V9; empty where there is no compiler for it. */
        Optional<Content> compile(String name, Images images) throws CompilationException;
    }

    /** Empty where there is no compiler for it. */
    public Optional<Content> compile(Images images) throws CompilationException {
        return source.compile(name, images);
    }
}

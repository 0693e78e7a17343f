package dev.lamarck.lab.program;

import dev.lamarck.lab.BadInput;
import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.link.ElfFile;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.ElfSegment;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.SourceCompiler;
import dev.lamarck.workloads.world.Content;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A program for the guest: its name there, and a static ELF file. */
public record Executable(String name, Content elf) {
    private static final String SOURCE = ".java";
    private static final String CLASS = ".class";

    /** From an ELF file, a Java source or a class file. */
    public static Executable load(Path file, Images images) throws CompilationException {
        if (!Files.isRegularFile(file)) {
            throw new BadInput(file + ": " + (Files.exists(file) ? "is not a file" : "no such file"),
                    "name a static SPARC V9 ELF file, X.java or X.class");
        }
        String base = file.getFileName().toString();
        if (base.endsWith(SOURCE) || base.endsWith(CLASS)) {
            String name = base.substring(0, base.lastIndexOf('.'));
            return new Executable(name, images.image(request(List.of(file), Allocator.REAL), name));
        }
        return new Executable(base, checked(file));
    }

    /** What to compile for sources or class files; the first one's class is the program. */
    public static Request request(List<Path> files, Allocator allocator) throws CompilationException {
        SortedMap<String, byte[]> classes = classes(files);
        Path first = files.getFirst();
        String base = first.getFileName().toString();
        return Images.programRequest(classes, mainClass(base.substring(0, base.lastIndexOf('.')), classes))
                .with(allocator, true);
    }

    private static SortedMap<String, byte[]> classes(List<Path> files) throws CompilationException {
        SortedMap<String, byte[]> classes = new TreeMap<>(
                SourceCompiler.compile(files.stream().filter(file -> file.toString().endsWith(SOURCE)).toList()));
        for (Path file : files) {
            if (file.toString().endsWith(CLASS)) {
                classes.putAll(classFiles(file));
            }
        }
        return classes;
    }

    /** A class file and those of its nested classes beside it. */
    private static Map<String, byte[]> classFiles(Path file) {
        String base = file.getFileName().toString();
        String nested = base.substring(0, base.length() - CLASS.length()) + "$";
        SortedMap<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
            for (Path candidate : (Iterable<Path>) beside::iterator) {
                String name = candidate.getFileName().toString();
                if (name.equals(base) || name.startsWith(nested) && name.endsWith(CLASS)) {
                    byte[] bytes = Files.readAllBytes(candidate);
                    classes.put(internalName(file, bytes), bytes);
                }
            }
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read", "check its permissions");
        }
        return classes;
    }

    private static String internalName(Path file, byte[] classFile) {
        try {
            return ClassFile.of().parse(classFile).thisClass().asInternalName();
        } catch (IllegalArgumentException e) {
            throw new BadInput(file + ": is not a class file of Java 25 or older", "compile it with javac");
        }
    }

    /** The class that the file is named after, in whatever package it declares. */
    private static String mainClass(String simpleName, Map<String, byte[]> classes) {
        return classes.keySet().stream().filter(name -> name.equals(simpleName) || name.endsWith("/" + simpleName)).findFirst()
                .orElseThrow(() -> new BadInput(simpleName + ".java declares no class " + simpleName,
                        "name the file after the class whose main is to run"));
    }

    private static Content checked(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (ElfFile.parse(bytes).segments().stream().noneMatch(ElfSegment::isLoad)) {
                throw new ElfFormatException("ELF file with nothing to load");
            }
            return Content.of(bytes);
        } catch (ElfFormatException e) {
            throw new BadInput(file + ": " + e.getMessage(), "build it with sparc64-linux-gnu-gcc -static, or write it in Kernel Java");
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read", "check its permissions");
        }
    }
}

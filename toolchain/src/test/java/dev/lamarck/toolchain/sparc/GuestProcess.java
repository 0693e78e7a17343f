package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.Profile;
import dev.lamarck.toolchain.ir.AssemblyRoutine;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Program;
import dev.lamarck.toolchain.ir.Relocation;
import dev.lamarck.toolchain.ir.SourceMethod;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.LinkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** Compiled functions called one after the other in a process of {@code qemu-sparc64}. */
final class GuestProcess {
    /** A call to make. */
    record Case(String function, long... arguments) {}

    private static final int CASE_BYTES = 9 * 8;
    private static final String START = """
            save  %sp, -208, %sp
            set   cases, %l0
            ldx   [%l0], %l1
            add   %l0, 8, %l2
        1:  brz,pn %l1, 2f
            sub   %l1, 1, %l1
            ldx   [%l2 + 8], %o0
            ldx   [%l2 + 16], %o1
            ldx   [%l2 + 24], %o2
            ldx   [%l2 + 32], %o3
            ldx   [%l2 + 40], %o4
            ldx   [%l2 + 48], %o5
            ldx   [%l2 + 56], %l4
            stx   %l4, [%sp + 2047 + 176]
            ldx   [%l2 + 64], %l4
            stx   %l4, [%sp + 2047 + 184]
            ldx   [%l2], %l3
            jmpl  %l3, %o7
            nop
            stx   %o0, [%l2]
            ba    1b
            add   %l2, 72, %l2
        2:  set   cases, %o1
            mov   1, %o0
            sub   %l2, %o1, %o2
            mov   4, %g1
            ta    0x6d
            mov   0, %o0
            mov   1, %g1
            ta    0x6d
        """;

    private GuestProcess() {}

    static Image image(List<Function> functions, List<Case> cases, Allocator allocator) throws LinkException {
        SourceMethod start = new SourceMethod(new MethodRef("test/Start", "start", "()V"), "_start", "test/Start.java", 1);
        DataObject memory = new DataObject(RandomFunctions.MEMORY, DataObject.Section.BSS, 8, new byte[RandomFunctions.MEMORY_BYTES], List.of());
        Program program = new Program(functions, List.of(new AssemblyRoutine(start, START)), List.of(memory, table(cases)), new TreeMap<>());
        return BackEnd.compile(program, Profile.USER, allocator, Dump.NONE);
    }

    private static DataObject table(List<Case> cases) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + cases.size() * CASE_BYTES);
        List<Relocation> relocations = new ArrayList<>();
        bytes.putLong(cases.size());
        for (Case c : cases) {
            relocations.add(new Relocation(bytes.position(), 8, c.function(), 0));
            bytes.putLong(0);
            for (int i = 0; i < 8; i++) {
                bytes.putLong(i < c.arguments().length ? c.arguments()[i] : 0);
            }
        }
        return new DataObject("cases", DataObject.Section.DATA, 8, bytes.array(), relocations);
    }

    /** The results of the cases, in order. */
    static long[] run(Image image, int cases) throws IOException, InterruptedException {
        Path file = Files.createTempFile("lamarck", ".elf");
        try {
            Files.write(file, image.elf());
            file.toFile().setExecutable(true);
            Process process = start(file);
            byte[] output = process.getInputStream().readAllBytes();
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError("qemu-sparc64 exits with " + status);
            }
            ByteBuffer rows = ByteBuffer.wrap(output);
            long[] results = new long[cases];
            for (int i = 0; i < cases; i++) {
                results[i] = rows.getLong(8 + i * CASE_BYTES);
            }
            return results;
        } finally {
            Files.delete(file);
        }
    }

    private static Process start(Path file) throws IOException {
        try {
            return new ProcessBuilder("qemu-sparc64", file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            Assumptions.abort("qemu-sparc64 is not installed");
            throw e;
        }
    }
}

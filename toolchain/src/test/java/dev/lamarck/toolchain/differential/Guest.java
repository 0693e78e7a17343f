package dev.lamarck.toolchain.differential;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.BareMachine;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Toolchain;
import dev.lamarck.toolchain.ir.Program;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.LinkException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compiles a program and runs calls of its roots on the machine. */
final class Guest {
    private final Program program;
    private final Allocator allocator;

    Guest(Map<String, byte[]> classes, Allocator allocator, boolean optimize) throws CompilationException {
        Map<String, byte[]> all = new TreeMap<>(classes);
        String hooks = Allocation.class.getName().replace('.', '/');
        all.put(hooks, classFile(hooks));
        this.program = Toolchain.translate(Request.kernel(all).with(allocator, optimize), _ -> { });
        this.allocator = allocator;
    }

    private static byte[] classFile(String internalName) {
        try (InputStream stream = Guest.class.getResourceAsStream("/" + internalName + ".class")) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Outcome> run(List<Invocation> calls) {
        List<BareMachine.Call> table = calls.stream().map(c -> new BareMachine.Call(c.method().source().symbol(),
            c.arguments().stream().mapToLong(Long::longValue).toArray())).toList();
        try {
            Image image = BareMachine.image(program, table, allocator);
            return BareMachine.run(image, calls.size()).stream()
                .map(a -> a.trap() == 0 ? new Outcome(0, a.value()) : Outcome.ofTrapType(a.trap())).toList();
        } catch (LinkException e) {
            throw new AssertionError(e);
        }
    }
}

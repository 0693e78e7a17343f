package dev.lamarck.toolchain.differential;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.BareMachine;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Toolchain;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.Program;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.LinkException;
import dev.lamarck.toolchain.residual.MemoryView;
import dev.lamarck.toolchain.residual.Residual;
import dev.lamarck.toolchain.residual.Specialization;
import dev.lamarck.toolchain.residual.Specializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A program on the bare machine with room for residuals: the same calls can be made of its functions and of what they were specialized to. */
final class ResidualProgram {
    /** Bytes for the code of one residual; loops that are unrolled over static values may need more. */
    static final int ROOM = 0x2_0000;

    private final Toolchain.Translation translation;
    private final List<BareMachine.Call> calls;
    private final Image image;
    private final Specializer specializer;

    /** {@code calls} in the order in which they are made; each has a residual of its own if wanted. */
    ResidualProgram(Map<String, byte[]> classes, List<BareMachine.Call> calls) throws CompilationException, LinkException {
        Map<String, byte[]> all = new TreeMap<>(classes);
        String hooks = Allocation.class.getName().replace('.', '/');
        all.put(hooks, classFile(hooks));
        this.translation = Toolchain.translation(Request.kernel(all));
        this.calls = calls;
        this.image = link(calls, i -> new byte[ROOM], UnaryOperator.identity());
        this.specializer = Specializer.of(translation, image);
    }

    private interface Code {
        byte[] of(int call);
    }

    private static byte[] classFile(String internalName) {
        try (InputStream stream = ResidualProgram.class.getResourceAsStream("/" + internalName + ".class")) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Image image() {
        return image;
    }

    Program program() {
        return translation.program();
    }

    private static String place(int call) {
        return "residual." + call;
    }

    /** Residuals stand in data, behind the program's, in room of fixed size: so nothing moves when they are filled in. */
    private Image link(List<BareMachine.Call> made, Code code, UnaryOperator<DataObject> change) throws LinkException {
        List<DataObject> data = new ArrayList<>();
        translation.program().data().forEach(d -> data.add(change.apply(d)));
        for (int i = 0; i < calls.size(); i++) {
            byte[] bytes = ByteBuffer.allocate(ROOM).put(code.of(i)).array();
            data.add(new DataObject(place(i), DataObject.Section.DATA, 32, bytes, List.of()));
        }
        Program program = translation.program();
        return BareMachine.image(new Program(program.functions(), List.of(), data, program.systemCalls(), program.fields()), made, Allocator.REAL);
    }

    /** Memory as the image has it before the first call. */
    MemoryView memory() {
        return (address, datum) -> {
            ByteBuffer bytes = ByteBuffer.wrap(image.file().loaded(address, datum.bytes()));
            return switch (datum) {
                case BYTE -> bytes.get();
                case UNSIGNED_BYTE -> bytes.get() & 0xFF;
                case SHORT -> bytes.getShort();
                case CHAR -> bytes.getChar();
                case INT -> bytes.getInt();
                case UNSIGNED_INT -> bytes.getInt() & 0xFFFF_FFFFL;
                case LONG -> bytes.getLong();
            };
        };
    }

    /** For the call with that number. */
    Residual residual(int call, Specialization wanted) throws LinkException {
        return specializer.specialize(calls.get(call).symbol(), wanted, image.address(place(call)));
    }

    List<Outcome> callGeneric() {
        return outcomes(BareMachine.run(image, calls.size()));
    }

    private static List<Outcome> outcomes(List<BareMachine.Answer> answers) {
        return answers.stream().map(a -> a.trap() == 0 ? new Outcome(0, a.value()) : Outcome.ofTrapType(a.trap())).toList();
    }

    /** Calls residuals, one a call, in memory that was changed. */
    List<Outcome> call(List<Residual> residuals, UnaryOperator<DataObject> change) throws LinkException {
        List<BareMachine.Call> made = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            made.add(new BareMachine.Call(place(i), calls.get(i).arguments()));
        }
        Image filled = link(made, i -> residuals.get(i).code().bytes(), change);
        assert filled.address(place(0)) == image.address(place(0)) : "the residuals have moved";
        return outcomes(BareMachine.run(filled, calls.size()));
    }
}

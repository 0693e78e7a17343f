package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Toolchain;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.SourceMethod;
import dev.lamarck.toolchain.link.BoundCode;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.LinkException;
import dev.lamarck.toolchain.sparc.BackEnd;
import dev.lamarck.toolchain.sparc.Dump;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes residuals of the methods of one image. Costs a compilation of its program to make, and next to nothing to ask. */
public final class Specializer {
    private final Toolchain.Translation translation;
    private final Image image;
    private final WriteEffects effects;

    private Specializer(Toolchain.Translation translation, Image image) {
        this.translation = translation;
        this.image = image;
        this.effects = new WriteEffects(translation.world(), translation.pipeline().boundFunctions());
    }

    /**
     * For an image that was made from an optimizing request for the real allocator; an image that is not, to the byte, what the request gives now is an
     * {@link IllegalArgumentException}.
     */
    public static Specializer of(Request request, Image image) throws CompilationException {
        assert request.optimize() && request.allocator() == Allocator.REAL : "residuals are compiled by the whole pipeline";
        Toolchain.Translation translation = Toolchain.translation(request);
        try {
            Image again = BackEnd.compile(translation.program(), request.profile(), request.allocator(), Dump.NONE);
            if (!Arrays.equals(again.elf(), image.elf())) {
                throw new IllegalArgumentException("the image was not compiled from these class files by this toolchain");
            }
        } catch (LinkException e) {
            throw new IllegalArgumentException("the class files give no image: " + e.getMessage(), e);
        }
        return new Specializer(translation, image);
    }

    /** For an image that the caller has just linked from the translation, with what else he wanted in it. */
    static Specializer of(Toolchain.Translation translation, Image image) {
        return new Specializer(translation, image);
    }

    /** The symbol of the method whose code the image has at this entry address. */
    public Optional<String> methodAt(long entry) {
        return image.functionAt(entry).filter(s -> s.address() == entry).map(s -> s.name()).filter(s -> find(s).isPresent());
    }

    private Optional<MethodRef> find(String symbol) {
        return translation.pipeline().boundFunctions().entrySet().stream().filter(e -> e.getValue().symbol().equals(symbol)).map(Map.Entry::getKey).findFirst();
    }

    /** The residual of the method with that symbol, at an address from which the image's text can be called; else a {@link LinkException}. */
    public Residual specialize(String symbol, Specialization wanted, long address) throws LinkException {
        MethodRef method = find(symbol).orElseThrow(() -> new LinkException("no method has the symbol '" + symbol + "'"));
        SourceMethod source = translation.pipeline().boundFunctions().get(method).method();
        Function residual = new Function(new SourceMethod(source.ref(), symbol + ".residual", source.file(), source.line()), true);
        Optional<TrustedMemory> memory = wanted.memory().map(m -> new TrustedMemory(translation.world(), image, m));
        PartialEvaluator evaluator = new PartialEvaluator(method, wanted, translation.world(), translation.pipeline().boundFunctions(), effects, memory, residual);
        Function low = translation.pipeline().compileAgain(evaluator.evaluate());
        return new Residual(symbol, wanted, low, BoundCode.bind(BackEnd.compile(low), address, image), List.copyOf(evaluator.assumptions()), evaluator.report());
    }
}

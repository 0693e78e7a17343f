package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Toolchain;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.FunctionCopy;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.SourceMethod;
import dev.lamarck.toolchain.link.BoundCode;
import dev.lamarck.toolchain.link.Fragment;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.LinkException;
import dev.lamarck.toolchain.sparc.BackEnd;
import dev.lamarck.toolchain.sparc.Dump;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    public static Specializer of(Toolchain.Translation translation, Image image) {
        return new Specializer(translation, image);
    }

    /** The symbol of the method whose code the image has at this entry address. */
    public Optional<String> methodAt(long entry) {
        return image.functionAt(entry).filter(s -> s.address() == entry).map(s -> s.name()).filter(s -> !withSymbol(s).isEmpty());
    }

    /**
     * The method of a symbol. Methods that are inlined wherever they are called may share theirs: the one that the image has is meant, and without one
     * nobody knows which.
     */
    private MethodRef method(String symbol) throws LinkException {
        List<MethodRef> methods = withSymbol(symbol);
        List<MethodRef> emitted = methods.size() < 2 ? methods : translation.program().functions().stream().map(f -> f.method().ref()).filter(methods::contains).toList();
        if (emitted.size() != 1) {
            throw new LinkException(methods.isEmpty() ? "no method has the symbol '" + symbol + "'" : "several methods have the symbol '" + symbol + "'");
        }
        return emitted.getFirst();
    }

    private List<MethodRef> withSymbol(String symbol) {
        return translation.pipeline().boundFunctions().entrySet().stream().filter(e -> e.getValue().symbol().equals(symbol)).map(Map.Entry::getKey).toList();
    }

    /** The residual of the method with that symbol, at an address from which the image's text can be called; else a {@link LinkException}. */
    public Residual specialize(String symbol, Specialization wanted, long address) throws LinkException {
        MethodRef method = method(symbol);
        SourceMethod source = translation.pipeline().boundFunctions().get(method).method();
        Function residual = new Function(new SourceMethod(source.ref(), symbol + ".residual", source.file(), source.line()), true);
        Optional<TrustedMemory> memory = wanted.memory().map(m -> new TrustedMemory(translation.world(), image, m));
        PartialEvaluator evaluator = new PartialEvaluator(method, wanted, translation.world(), translation.pipeline().boundFunctions(), effects, memory, residual);
        Function low = translation.pipeline().compileAgain(evaluator.evaluate());
        return new Residual(symbol, wanted, low, BoundCode.bind(complete(low), address, image), List.copyOf(evaluator.assumptions()), evaluator.report());
    }

    /** The residual's fragments, and those that it needs though the image has them not: of methods that were inlined wherever it calls them, of new strings. */
    private List<Fragment> complete(Function residual) throws LinkException {
        List<Fragment> functions = new ArrayList<>();
        List<Fragment> data = new ArrayList<>();
        Set<String> defined = new HashSet<>();
        Deque<Function> work = new ArrayDeque<>(List.of(residual));
        while (!work.isEmpty()) {
            List<Fragment> fragments = BackEnd.compile(work.removeFirst());
            fragments.forEach(f -> (f.isFunction() ? functions : data).add(f));
            fragments.forEach(f -> defined.add(f.symbol()));
            for (String missing : fragments.stream().flatMap(f -> f.symbolsUsed().stream()).filter(s -> image.symbol(s).isEmpty()).toList()) {
                if (defined.add(missing)) {
                    if (!withSymbol(missing).isEmpty()) {
                        work.add(translation.pipeline().compileAgain(FunctionCopy.of(translation.pipeline().boundFunctions().get(method(missing)))));
                    } else {
                        data.add(BackEnd.data(translation.pipeline().data(missing).orElseThrow(() -> new LinkException("undefined symbol '" + missing + "'"))));
                    }
                }
            }
        }
        functions.addAll(data);
        return functions;
    }
}

package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.residual.Abstract.Known;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The variants of one point by context. Once there are many, what is not the same in all contexts seen becomes dynamic; each further variant then
 * knows strictly less than the one before, so there is an end.
 */
final class Variants {
    private static final int MANY = 64;

    private record Context(Map<Value, Known> known, Written written) {}

    private final Map<Context, Variant> variants = new HashMap<>();
    private final Map<Value, Optional<Known>> same = new HashMap<>();
    private final Set<Value> varying = new HashSet<>();
    private Written written = Written.NOTHING;

    /** The variant for what is known at an arrival, or a more general one ({@code generalize}: one that knows nothing); made if it is new. */
    Variant arrive(Map<Value, Optional<Known>> arriving, Written writtenBefore, boolean generalize, BiFunction<Map<Value, Known>, Written, Variant> maker) {
        arriving.forEach((value, known) -> {
            if (!same.computeIfAbsent(value, _ -> known).equals(known)) {
                varying.add(value);
            }
        });
        written = written.and(writtenBefore);
        boolean isWide = isWide();
        Map<Value, Known> kept = new HashMap<>();
        arriving.forEach((value, known) -> known.filter(_ -> !generalize && !(isWide && varying.contains(value))).ifPresent(k -> kept.put(value, k)));
        Context context = new Context(kept, generalize ? Written.EVERYTHING : isWide ? written : writtenBefore);
        Variant variant = variants.get(context);
        if (variant == null) {
            variant = maker.apply(kept, context.written);
            variants.put(context, variant);
        }
        return variant;
    }

    /** Whether contexts now lose what varies between them. */
    boolean isWide() {
        return variants.size() >= MANY;
    }
}

package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import java.util.HashSet;
import java.util.Set;

/** What the evaluator knows of a value of the source. */
sealed interface Abstract {
    /**
     * Its bits, and what they rest on. Only a value that {@code steers} is worth a variant of a block; the others are constants of the program
     * that have met nothing static.
     */
    record Known(Type type, long bits, Set<Assumption> assumptions, boolean steers) implements Abstract {
        static Known constant(Value value) {
            return new Known(value.type(), value.constant(), Set.of(), false);
        }

        Known as(Type newType) {
            return new Known(newType, bits, assumptions, steers);
        }

        Known steering() {
            return new Known(type, bits, assumptions, true);
        }

        Known assuming(Set<Assumption> more) {
            Set<Assumption> all = new HashSet<>(assumptions);
            all.addAll(more);
            return new Known(type, bits, all, steers);
        }
    }

    /** Only its value in the residual; {@code cause} says why. */
    record Dynamic(Value residual, Cause cause) implements Abstract {}

    /** Why a value is not known, and where that began; null for the method's own parameters. */
    record Cause(String what, Position where) {
        @Override
        public String toString() {
            return where == null ? what : what + " at " + where;
        }
    }
}

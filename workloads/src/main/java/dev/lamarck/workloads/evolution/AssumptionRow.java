package dev.lamarck.workloads.evolution;

import dev.lamarck.kernel.evolve.ChannelMessage;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.link.StoreTable;
import dev.lamarck.toolchain.residual.Assumption;
import java.util.Optional;

/** An assumption on memory in the kernel's terms; {@code field} is a number of its table of fields. */
record AssumptionRow(int kind, int bytes, long object, long field, long value) {
    /** Empty for an assumption on an argument. */
    static Optional<AssumptionRow> of(Assumption assumption, StoreTable fields) {
        return switch (assumption) {
            case Assumption.Argument a -> Optional.empty();
            case Assumption.Field f -> Optional.of(new AssumptionRow(ChannelMessage.ASSUMES_FIELD, bytes(f.field()), f.object(), number(f.field(), fields), f.value()));
            case Assumption.Static s -> Optional.of(new AssumptionRow(ChannelMessage.ASSUMES_STATIC, bytes(s.field()), 0, number(s.field(), fields), s.value()));
            case Assumption.Alive a -> Optional.of(new AssumptionRow(ChannelMessage.ASSUMES_ALIVE, 0, a.object(), a.hub(), 0));
        };
    }

    private static int bytes(FieldRef field) {
        return Datum.ofDescriptor(field.descriptor()).bytes();
    }

    private static int number(FieldRef field, StoreTable fields) {
        return fields.number(field.owner().replace('/', '.'), field.name());
    }
}

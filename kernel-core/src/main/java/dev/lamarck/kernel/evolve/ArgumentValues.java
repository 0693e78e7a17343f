package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.snippet.CountValues;
import dev.lamarck.kernel.evolve.policy.ValueCounts;

/** An annotation that counts an argument's values, as a policy sees it. */
final class ArgumentValues implements ValueCounts {
    private final Annotations annotations;
    private final long cause;
    private final int function;
    private final int argument;
    private Refusal refusal;
    private Annotation annotation;

    ArgumentValues(Annotations annotations, long cause, int function, int argument) {
        this.annotations = annotations;
        this.cause = cause;
        this.function = function;
        this.argument = argument;
    }

    void start() {
        refusal = annotations.install(ChannelMessage.PROFILE_ARGUMENT, cause, function, argument);
        annotation = refusal == null ? annotations.causedBy(cause) : null;
    }

    @Override
    public Refusal refusal() {
        return refusal;
    }

    @Override
    public int values() {
        return ValueTable.pairs(annotation.counters());
    }

    @Override
    public long value(int i) {
        return ValueTable.value(annotation.counters(), i);
    }

    @Override
    public long count(int i) {
        return ValueTable.count(annotation.counters(), i);
    }

    @Override
    public long others() {
        return ValueTable.count(annotation.counters(), CountValues.SLOTS);
    }

    @Override
    public void stop() {
        if (refusal == null) {
            annotations.remove(cause);
        }
    }
}

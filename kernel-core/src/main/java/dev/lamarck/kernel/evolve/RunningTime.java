package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.kernel.evolve.policy.Stopwatch;

/** An annotation as a policy's trial sees it. */
final class RunningTime implements Stopwatch {
    private final Annotations annotations;
    private final long cause;
    private final int function;
    private Refusal refusal;
    private Annotation annotation;

    RunningTime(Annotations annotations, long cause, int function) {
        this.annotations = annotations;
        this.cause = cause;
        this.function = function;
    }

    void start() {
        refusal = annotations.install(ChannelMessage.TIME_RUNNING, cause, function, 0);
        annotation = refusal == null ? annotations.causedBy(cause) : null;
    }

    @Override
    public Refusal refusal() {
        return refusal;
    }

    @Override
    public long calls() {
        return annotation.calls();
    }

    @Override
    public long cycles() {
        return annotation.latency();
    }

    @Override
    public void stop() {
        if (refusal == null) {
            annotations.remove(cause);
        }
    }
}

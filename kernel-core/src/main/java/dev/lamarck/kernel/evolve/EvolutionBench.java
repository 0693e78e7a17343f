package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.position.Placement;
import dev.lamarck.instrumentation.splice.Splicer;
import dev.lamarck.kernel.driver.Channel;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.evolve.policy.Change;
import dev.lamarck.kernel.evolve.policy.Evidence;
import dev.lamarck.kernel.evolve.policy.EvolutionLoop;
import dev.lamarck.kernel.evolve.policy.Policy;
import dev.lamarck.kernel.evolve.policy.Stopwatch;
import dev.lamarck.kernel.evolve.policy.ValueCounts;
import dev.lamarck.kernel.evolve.policy.Workbench;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Text;

/** What the loop of policies works with, made of the manager's own tools; the first policy asked for starts it. */
@Magic
final class EvolutionBench implements Workbench {
    private static final long SECOND_NANOSECONDS = 1_000_000_000;
    private static final int MAX_FUNCTIONS = 4096;
    /** For which each step of a profile counts blocks. */
    private static final long PROFILE_NANOSECONDS = 20_000_000;
    private static final int SIGNAL_LOOKS = 6;

    private final EvolutionThread manager;
    private final KernelText text;
    private final Splicer splicer;
    private final Replacements replacements;
    private final Annotations annotations;
    private final Ledger ledger;
    private final Mechanisms mechanisms;
    // Objects of the image: what only looks takes no memory from the load.
    private final Evidence evidence = new Evidence(MAX_FUNCTIONS);
    private final EvolutionLoop loop = new EvolutionLoop(this, evidence);
    private final ClockSamples samples = new ClockSamples();
    private final RepeatedSignals repeated = new RepeatedSignals();
    private Given latest;

    EvolutionBench(EvolutionThread manager, KernelText text, Splicer splicer, Replacements replacements, Annotations annotations,
            Ledger ledger, Mechanisms mechanisms) {
        this.manager = manager;
        this.text = text;
        this.splicer = splicer;
        this.replacements = replacements;
        this.annotations = annotations;
        this.ledger = ledger;
        this.mechanisms = mechanisms;
    }

    /** Lets a policy take part from now on; the first brings the cycles that may be spent, 0 for the default. Null, or why not. */
    Refusal add(Policy policy, long request, long grant) {
        if (loop.isIdle()) {
            assert KernelSymbols.count() <= MAX_FUNCTIONS;
            samples.start(KThread.current());
            loop.start(grant);
        }
        return loop.add(policy, request) ? null : Refusal.NO_ROOM;
    }

    /** No policy takes part any more. */
    void stop() {
        if (!loop.isIdle()) {
            samples.stop();
            loop.stop();
        }
    }

    @Override
    public boolean isCalledOff() {
        return manager.isCallingOff();
    }

    /** A successor's thread goes on with the loop. */
    void recover() {
        over();
        if (!loop.isIdle()) {
            loop.recover();
            samples.start(KThread.current());
        }
    }

    /** In the step in which it is allocated. */
    private void own(Object object) {
        latest = new Given(object, latest);
    }

    /** Ends the step that was begun before the change was made. */
    private Change proposed(Change change) {
        own(change);
        Step.end();
        return change;
    }

    @Override
    public void over() {
        while (latest != null) {
            Step.begin();
            Given given = latest;
            latest = given.next;
            Kmem.free(given.object);
            Kmem.free(given);
            Step.end();
        }
    }

    /** Gives the loop its turn, if there is a policy. */
    void evolve() {
        if (!loop.isIdle()) {
            samples.addTo(evidence, text, splicer);
            loop.turn();
        }
    }

    @Override
    public void pass() {
        manager.pass();
        samples.addTo(evidence, text, splicer);
    }

    @Override
    public long spentCycles() {
        KThread self = KThread.current();
        return self.cycles + Cpu.readPrivileged(Cpu.TICK) - self.switchedIn;
    }

    @Override
    public long now() {
        return TimeOfDay.cycles();
    }

    @Override
    public long cyclesASecond() {
        return TimeOfDay.toCycles(SECOND_NANOSECONDS);
    }

    @Override
    public long cyclesATick() {
        return cyclesASecond() / Clock.TICKS_PER_SECOND;
    }

    @Override
    public long codeBytes() {
        return text.patchBytes();
    }

    @Override
    public int function(String symbol) {
        byte[] name = Text.bytes(symbol);
        return KernelSymbols.named(Address.of(name) + HubLayout.ARRAY_ELEMENTS, name.length);
    }

    @Override
    public Stopwatch time(int function) {
        Step.begin();
        RunningTime watch = new RunningTime(annotations, loop.request(), function);
        own(watch);
        Step.end();
        watch.start();
        return watch;
    }

    @Override
    public ValueCounts count(int function, int argument) {
        Step.begin();
        ArgumentValues values = new ArgumentValues(annotations, loop.request(), function, argument);
        own(values);
        Step.end();
        values.start();
        return values;
    }

    @Override
    public boolean isReplaced(int function) {
        return text.versions().standingFor(function) != null;
    }

    @Override
    public Change refused(Refusal reason) {
        Step.begin();
        return proposed(VersionChange.refused(reason));
    }

    @Override
    public Change delayed(int function, int turns) {
        DelayedVersion delays = mechanisms.delays();
        Replacement made = delays.make(loop.request(), function, turns);
        if (made == null) {
            return refused(delays.refusal());
        }
        Step.begin();
        return proposed(VersionChange.of(replacements, ledger, made));
    }

    @Override
    public Change alternatives(String suffix) {
        byte[] text = Text.bytes(suffix);
        Alternatives alternatives = mechanisms.alternatives();
        Replacement built = alternatives.build(ChannelMessage.EVOLVE, loop.request(), Address.of(text) + HubLayout.ARRAY_ELEMENTS, text.length);
        if (built == null) {
            return refused(alternatives.refusal());
        }
        Step.begin();
        return proposed(new AlternativesChange(alternatives, replacements, ledger, built));
    }

    @Override
    public Change specialized(int function, int argument, long value) {
        Specializations specializations = mechanisms.specializations();
        Specialization built = specializations.build(ChannelMessage.EVOLVE, loop.request(), function, argument, value);
        if (built == null) {
            return refused(specializations.refusal());
        }
        Step.begin();
        return proposed(new SpecializationChange(specializations, replacements, ledger, built));
    }

    @Override
    public Change signalPath(int killProc) {
        repeated.begin();
        int sender = -1;
        for (int look = 0; look < SIGNAL_LOOKS && sender < 0; look++) {
            pass();
            sender = repeated.look();
        }
        if (sender < 0) {
            return refused(Refusal.NOTHING_KNOWN);
        }
        Residuals residuals = mechanisms.residuals();
        Residual built = residuals.ofSignals(loop.request(), killProc, sender);
        if (built == null) {
            return refused(residuals.refusal());
        }
        Step.begin();
        return proposed(new ResidualChange(residuals, replacements, ledger, built));
    }

    @Override
    public Change positioned(int root) {
        Positioning positioning = mechanisms.positioning();
        Refusal refusal = positioning.profile(loop.request(), root, TimeOfDay.toCycles(PROFILE_NANOSECONDS), loop.allowance());
        while (refusal == null && positioning.isBusy()) {
            pass();
            if (isCalledOff()) {
                positioning.giveUp(Refusal.ALL_UNDONE);
            }
        }
        refusal = refusal == null ? positioning.refusal() : refusal;
        refusal = refusal == null ? positioning.place(loop.request(), root, Placement.CHAINS, 0) : refusal;
        if (refusal != null) {
            return refused(refusal);
        }
        Step.begin();
        return proposed(VersionChange.of(replacements, ledger, positioning.built()));
    }

    @Override
    public long priceOfPosition(int root) {
        return mechanisms.positioning().prices().of(root);
    }

    @Override
    public int bytes(int function) {
        return KernelSymbols.bytes(function);
    }

    @Override
    public void saw(Evidence all, int function, Change proposal) {
        byte[] reason = Text.bytes(proposal.refusal() == null ? "" : proposal.refusal().reason);
        Channel channel = Channel.LAB;
        channel.begin();
        channel.put(loop.request());
        channel.put(now());
        channel.put(KernelSymbols.start(function));
        channel.put(all.ticks());
        channel.put(all.kernelTicks());
        channel.put(all.own(function));
        channel.put(all.group(function));
        channel.put(all.stall(function));
        channel.put(all.kernelStall());
        channel.put(all.kernelCycles());
        channel.put(reason.length);
        channel.putBytes(reason);
        channel.send(ChannelMessage.SAW);
    }
}

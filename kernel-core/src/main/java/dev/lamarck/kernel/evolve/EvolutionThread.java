package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;
import dev.lamarck.instrumentation.splice.Splicer;
import dev.lamarck.kernel.driver.Attentive;
import dev.lamarck.kernel.driver.Channel;
import dev.lamarck.kernel.evolve.policy.Policies;
import dev.lamarck.kernel.evolve.policy.Policy;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.FixedPriority;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sched.ThreadBody;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Text;

/** The evolution manager's thread: takes requests, reports readings at their time, reclaims what has become free. */
@Magic
final class EvolutionThread implements ThreadBody, Attentive {
    private static final long NONE = -1;
    /** Takes the processor from the manager's thread as soon as that lets go of it. */
    private static final int SUCCESSOR_PRIORITY = KThread.KERNEL_PRIORITY + 1;

    private final Channel channel = Channel.LAB;
    private final KernelText text = new KernelText();
    private final Splicer splicer = new Splicer(text);
    private final Ledger ledger = new Ledger(channel, splicer);
    private final FunctionAnalysis analysis = new FunctionAnalysis(text);
    private final Splices splices = new Splices(text, splicer, ledger, analysis);
    private final Replacements replacements = new Replacements(text, splicer, splices, ledger);
    private final Specializations specializations = new Specializations(text, splicer, replacements, ledger, analysis);
    private final Annotations annotations = new Annotations(text, analysis, splices, ledger, channel);
    private final Alternatives alternatives = new Alternatives(replacements);
    private final Residuals residuals = new Residuals(
            new ResidualLoader(text, splicer.redirections(), replacements, channel), replacements,
            new Guards(text, splicer, splices, analysis, ledger), splices, ledger);
    private final BlockProfiles profiles = new BlockProfiles(text, analysis, splices, ledger, channel);
    private final Positioning positioning = new Positioning(text, analysis, profiles, replacements, channel);
    private final EvolutionBench bench = new EvolutionBench(this, text, splicer, replacements, annotations, ledger,
            new Mechanisms(new DelayedVersion(replacements, splicer.redirections()), alternatives, positioning, specializations, residuals));
    private final TextCopy copy = new TextCopy();
    /** The lab's request whose profile is under way, and whether the group is to be placed then. */
    private long positionRequest = NONE;
    private int positionRoot;
    private long positionArgument;
    private boolean placesGroup;
    private long reportPeriod;
    private long nextReport;
    /** The request for a comparison that waits until no removal is under way. */
    private long comparison = NONE;
    /** All is to be undone, once the attempt of a policy that is under way has been given up. */
    private boolean undoesAll;
    /** The channel holds a request that is not carried out, or may not be. */
    private boolean isObeying;
    private KThread thread;

    void prepare() {
        text.open(splicer);
        channel.start(this);
    }

    /** The lab wants the manager's thread killed. A successor is better than the one that may be running: it does that first of all. */
    @Override
    public void attention() {
        Sched.startThread("evolve", this, SUCCESSOR_PRIORITY, 0);
    }

    Ledger ledger() {
        return ledger;
    }

    Splicer splicer() {
        return splicer;
    }

    CodeVersions versions() {
        return text.versions();
    }

    @Override
    public void run() {
        boolean succeeds = thread != null;
        Step.begin();
        if (succeeds) {
            bury(thread);
        }
        thread = KThread.current();
        Sched.schedule(thread, FixedPriority.SYSTEM, KThread.KERNEL_PRIORITY);
        Step.end();
        if (succeeds) {
            recover();
        }
        while (true) {
            pass();
            if (undoesAll) {
                undoAll();
            }
            bench.evolve();
        }
    }

    /** Kills the predecessor, which is stopped where it could be preempted or where it sleeps, and takes over what it held. */
    private void bury(KThread predecessor) {
        Sched.kill(predecessor);
        channel.inherit(predecessor);
        KThread.current().cycles += predecessor.cycles;
        predecessor.release();
    }

    /**
     * Finishes what the predecessor was about: what it had not settled is undone, what it was taking out goes on its way. Nothing here
     * relies on being done only once, since a successor may be killed too.
     */
    private void recover() {
        analysis.forgetCallees();
        ledger.tell();
        undoUnsettled(Refusal.MANAGER_KILLED);
        bench.recover();
        if (isObeying) {
            obeyAgain();
        }
    }

    private void undoUnsettled(Refusal reason) {
        positioning.giveUp(reason);
        if (positionRequest != NONE) {
            refuseUnknown(positionRequest, reason);
            positionRequest = NONE;
        }
        specializations.recover();
        residuals.recover();
        replacements.recover();
        annotations.recover();
        profiles.recover();
    }

    /** Undoes everything as a successor undoes what is not settled: that nothing is, from here on, holds for a successor too. */
    private void undoAll() {
        bench.stop();
        ledger.unsettle();
        undoUnsettled(Refusal.ALL_UNDONE);
        undoesAll = false;
    }

    /** Whether what a policy tries is to be given up. */
    boolean isCallingOff() {
        return undoesAll;
    }

    /** Requests to put something in force are refused, since it is undone, or was settled; all others may be carried out twice. */
    private void obeyAgain() {
        long number = channel.received(ChannelMessage.REQUEST_NUMBER);
        switch ((int) channel.received(ChannelMessage.REQUEST)) {
            case ChannelMessage.REPORT_EVERY, ChannelMessage.COMPARE_TEXT, ChannelMessage.UNDO_ALL -> obey();
            case ChannelMessage.REMOVE -> {
                long cause = channel.received(ChannelMessage.REQUEST_ARGUMENT);
                Refusal refusal = remove(cause);
                if (refusal != null && !(refusal == Refusal.NOT_INSTALLED && ledger.knows(cause))) {
                    refuse(number, refusal);
                }
            }
            default -> refuseUnknown(number, Refusal.MANAGER_KILLED);
        }
        isObeying = false;
    }

    /** Refuses a request unless what it led to was settled before. */
    private void refuseUnknown(long number, Refusal reason) {
        if (!ledger.knows(number)) {
            refuse(number, reason);
        }
    }

    /** Does what is due, and sleeps to the next tick. */
    void pass() {
        while (receive()) {
            obey();
            isObeying = false;
        }
        reportIfDue();
        residuals.attend();
        goOnPositioning();
        annotations.reclaim();
        profiles.reclaim();
        replacements.reclaim();
        splices.reclaim();
        compareIfSettled();
        Clock.sleepTicks(1);
    }

    private boolean receive() {
        Step.begin();
        isObeying = channel.receive() > 0;
        Step.end();
        return isObeying;
    }

    private void obey() {
        long number = channel.received(ChannelMessage.REQUEST_NUMBER);
        int request = (int) channel.received(ChannelMessage.REQUEST);
        Refusal refusal = null;
        switch (request) {
            case ChannelMessage.COUNT_CALLS, ChannelMessage.TIME_CALLS, ChannelMessage.TIME_RUNNING, ChannelMessage.PROFILE_ARGUMENT,
                 ChannelMessage.SPECIALIZE -> refusal = install(request, number);
            case ChannelMessage.EVOLVE -> refusal = evolve(number);
            case ChannelMessage.REMOVE -> refusal = remove(channel.received(ChannelMessage.REQUEST_ARGUMENT));
            case ChannelMessage.REPORT_EVERY -> {
                reportPeriod = channel.received(ChannelMessage.REQUEST_ARGUMENT);
                nextReport = now() + reportPeriod;
            }
            case ChannelMessage.SPECIALIZE_SIGNALS -> refusal = specializeSignals(number);
            case ChannelMessage.USE_ALTERNATIVES -> refusal = useAlternatives(number);
            case ChannelMessage.COUNT_BLOCKS -> refusal = countBlocks(number);
            case ChannelMessage.POSITION, ChannelMessage.PROFILE_GROUP, ChannelMessage.PLACE_GROUP -> refusal = position(request, number);
            case ChannelMessage.UNDO_ALL -> undoesAll = true;
            case ChannelMessage.COMPARE_TEXT -> comparison = number;
            default -> refusal = Refusal.UNKNOWN_REQUEST;
        }
        if (refusal != null) {
            refuse(number, refusal);
        } else if (request != ChannelMessage.POSITION && request != ChannelMessage.PROFILE_GROUP && request != ChannelMessage.EVOLVE) {
            ledger.settle(number);
        }
    }

    private Refusal install(int kind, long number) {
        int function = requested();
        if (function < 0) {
            return Refusal.NO_SUCH_FUNCTION;
        }
        copy.take();
        long argument = channel.received(ChannelMessage.REQUEST_ARGUMENT);
        return kind == ChannelMessage.SPECIALIZE ? specializations.install(number, function, argument)
                : annotations.install(kind, number, function, argument);
    }

    private Refusal specializeSignals(long number) {
        int function = requested();
        if (function < 0) {
            return Refusal.NO_SUCH_FUNCTION;
        }
        copy.take();
        Residual residual = residuals.ofSignals(number, function, (int) channel.received(ChannelMessage.REQUEST_ARGUMENT));
        return residual == null ? residuals.refusal() : residuals.install(residual);
    }

    private Refusal countBlocks(long number) {
        int function = requested();
        if (function < 0) {
            return Refusal.NO_SUCH_FUNCTION;
        }
        copy.take();
        return profiles.start(ChannelMessage.COUNT_BLOCKS, number, function);
    }

    private Refusal position(int kind, long number) {
        int root = requested();
        if (root < 0) {
            return Refusal.NO_SUCH_FUNCTION;
        }
        copy.take();
        long argument = channel.received(ChannelMessage.REQUEST_ARGUMENT);
        if (kind == ChannelMessage.PLACE_GROUP) {
            return place(number, root, argument);
        }
        Refusal refusal = positioning.profile(number, root, argument & (1L << ChannelMessage.POSITION_LAYOUT_SHIFT) - 1, Positioning.UNLIMITED);
        if (refusal == null) {
            Step.begin();
            positionRequest = number;
            positionRoot = root;
            positionArgument = argument;
            placesGroup = kind == ChannelMessage.POSITION;
            isObeying = false;
            Step.end();
        }
        return refusal;
    }

    private Refusal place(long number, int root, long argument) {
        Refusal refusal = positioning.place(number, root, (int) (argument >>> ChannelMessage.POSITION_LAYOUT_SHIFT) & 0xff,
                (int) (argument >>> ChannelMessage.POSITION_SEED_SHIFT));
        return refusal == null ? replacements.install(positioning.built()) : refusal;
    }

    /** Goes on with the profile that is under way, and at its end with what the lab wanted it for. */
    private void goOnPositioning() {
        if (positioning.isBusy()) {
            positioning.step();
            if (!positioning.isBusy() && positionRequest != NONE) {
                Refusal refusal = positioning.refusal();
                if (refusal == null && placesGroup) {
                    refusal = place(positionRequest, positionRoot, positionArgument);
                }
                if (refusal != null) {
                    refuse(positionRequest, refusal);
                } else {
                    ledger.settle(positionRequest);
                }
                positionRequest = NONE;
            }
        }
    }

    /** The function that the request received names, -1 if there is none. */
    private int requested() {
        int length = (int) channel.received(ChannelMessage.REQUEST_SYMBOL_LENGTH);
        return KernelSymbols.named(channel.receivedAddress(ChannelMessage.REQUEST_SYMBOL), length);
    }

    private Refusal useAlternatives(long number) {
        int length = (int) channel.received(ChannelMessage.REQUEST_SYMBOL_LENGTH);
        copy.take();
        return alternatives.install(number, channel.receivedAddress(ChannelMessage.REQUEST_SYMBOL), length);
    }

    private Refusal evolve(long number) {
        Step.begin();
        byte[] name = new byte[(int) channel.received(ChannelMessage.REQUEST_SYMBOL_LENGTH)];
        Blocks.copy(channel.receivedAddress(ChannelMessage.REQUEST_SYMBOL), Address.of(name) + HubLayout.ARRAY_ELEMENTS, name.length);
        Policy policy = Policies.named(name);
        Kmem.free(name);
        Refusal refusal = policy == null ? Refusal.NO_SUCH_POLICY
                : bench.add(policy, number, channel.received(ChannelMessage.REQUEST_ARGUMENT));
        isObeying = refusal != null;
        Step.end();
        return refusal;
    }

    private Refusal remove(long cause) {
        Refusal refusal = annotations.remove(cause);
        if (refusal == Refusal.NOT_INSTALLED) {
            refusal = residuals.undo(cause);
        }
        if (refusal == Refusal.NOT_INSTALLED) {
            refusal = specializations.undo(cause);
        }
        if (refusal == Refusal.NOT_INSTALLED) {
            refusal = profiles.undo(cause);
        }
        return refusal == Refusal.NOT_INSTALLED ? replacements.undo(cause) : refusal;
    }

    private void refuse(long number, Refusal refusal) {
        byte[] reason = Text.bytes(refusal.reason);
        channel.begin();
        channel.put(number);
        channel.put(reason.length);
        channel.putBytes(reason);
        channel.send(ChannelMessage.REFUSED);
    }

    private void reportIfDue() {
        if (reportPeriod > 0 && now() >= nextReport) {
            annotations.report(now());
            nextReport += reportPeriod;
        }
    }

    private void compareIfSettled() {
        if (comparison != NONE && !undoesAll && annotations.areSettled() && profiles.areSettled() && !positioning.isBusy()
                && replacements.areSettled()) {
            copy.take();
            channel.begin();
            channel.put(comparison);
            copy.compare(channel);
            channel.put(ledger.inForce());
            channel.put(ledger.folded());
            channel.put(text.patchBytes());
            channel.put(OwnMemory.objects());
            channel.put(Kmem.bytesInUse());
            channel.send(ChannelMessage.TEXT);
            comparison = NONE;
        }
    }

    private static long now() {
        return Ledger.now();
    }
}

package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.Coherence;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.device.DeviceBus;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.hardware.translate.IssueModel;
import dev.lamarck.hardware.translate.RegionCompiler;
import dev.lamarck.hardware.translate.RegionTable;
import dev.lamarck.hardware.translate.SharedRegions;
import dev.lamarck.hardware.translate.StallBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * What processors see of each other: RAM and what was predecoded from it (but not from I-caches that may be stale), the devices, whose cache holds what. Processors run one at a time,
 * whole instructions each, so every store is seen by all at once, or once it leaves its {@link StoreBuffer}.
 */
public final class SharedMemory {
    private static final int REGISTERS = 32;
    /** How many machines of this JVM have had regions. */
    private static final AtomicInteger TRANSLATED = new AtomicInteger();

    final PhysicalMemory ram;
    final CodePages code;
    /** Null in functional mode. */
    final IssueRules issueRules;
    private final TimingParameters parameters;
    final DeviceBus bus;
    final Coherence coherence = new Coherence();
    private final List<Processor> processors = new ArrayList<>();
    /** The timing model is at work. */
    private boolean timed;
    /** There have been regions; whether made for the only processor is decided then. */
    private boolean hasBeenTranslated;
    private boolean isExclusive;

    public SharedMemory(PhysicalMemory ram, DeviceBus bus, Processor.Design design) {
        this.ram = ram;
        this.bus = bus;
        parameters = design.parameters();
        issueRules = design.timed() ? new IssueRules(design.parameters().issueWidth()) : null;
        code = new CodePages(ram.size(), ram::readInt, design.isWeak() ? Predecoder::decodeWeak : Predecoder::decode, issueRules);
        ram.setListener(this::writtenByDevice);
    }

    void add(Processor processor) {
        processors.add(processor);
    }

    /** In the order of their numbers. */
    public List<Processor> processors() {
        return processors;
    }

    /** Between runs, and before {@link #use}: whether the timing model, which must be there, is at work from now on. */
    public void setTimed(boolean timed) {
        this.timed = timed;
        processors.forEach(processor -> processor.setTimed(timed));
    }

    /** Between runs: how all processors execute instructions from now on. */
    public void use(Engine engine) {
        RegionTable regions = engine.translates() ? regions(engine) : null;
        code.setRegions(regions);
        processors.forEach(processor -> processor.use(regions));
    }

    private RegionTable regions(Engine engine) {
        if (!hasBeenTranslated) {
            hasBeenTranslated = true;
            isExclusive = processors.size() == 1 && TRANSLATED.getAndIncrement() < engine.exclusive();
        }
        // Exclusive regions hold the processor's port, of which there is a new one each time.
        return new RegionTable(engine, new RegionCompiler(target()), ram.bytes(), isExclusive ? new SharedRegions() : SharedRegions.OF_ALL);
    }

    private RegionCompiler.Target target() {
        int[] slots = IntStream.range(0, REGISTERS).map(ProcessorState::slotApart).toArray();
        if (!timed) {
            return new RegionCompiler.Target(slots, IssueModel.oneCycle(IssueSteps.ENDED), StallBounds.NONE, false, 0, Boolean.FALSE);
        }
        int sets = parameters.icacheBytes() / (2 << TimingModel.LINE_BITS);
        StallBounds stalls = new StallBounds(
                parameters.icacheMiss(), parameters.dcacheMiss(), parameters.store(), parameters.mispredict(), parameters.jump());
        return new RegionCompiler.Target(slots, new TimedIssue(parameters), stalls, true, sets - 1, parameters);
    }

    /** Makes the page of an address a code page: from now on stores to it are noticed, by whomever. */
    void createCode(CodePages code, int pa) {
        if (!code.isCode(pa)) {
            code.create(pa);
            processors.forEach(Processor::forgetStores);
        }
    }

    private void writtenByDevice(long pa, int length) {
        processors.forEach(processor -> processor.writtenByDevice(pa, length));
        processors.getFirst().tellWritten(pa, length);
    }
}

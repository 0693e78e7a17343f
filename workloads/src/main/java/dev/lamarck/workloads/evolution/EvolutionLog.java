package dev.lamarck.workloads.evolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamarck.hardware.device.ChannelHost;
import dev.lamarck.kernel.evolve.ChannelMessage;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.LedgerChange.State;
import dev.lamarck.workloads.world.Sighting;
import dev.lamarck.workloads.world.TextComparison;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The lab's end of the channel: keeps what the evolution manager reports, and answers with nothing. */
public final class EvolutionLog implements ChannelHost {
    /** A request that was not carried out, and why. */
    public record Refused(long request, String reason) {}

    private final List<LedgerChange> ledger = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<ValueHistogram> histograms = new ArrayList<>();
    private final List<TextComparison> comparisons = new ArrayList<>();
    private final List<Refused> refusals = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<VersionCode> versions = new ArrayList<>();
    private final List<BlockCounts> blockCounts = new ArrayList<>();
    private final List<PlacedGroup> placements = new ArrayList<>();
    private final List<Consumer<LedgerChange>> observers = new ArrayList<>();

    /** Calls back on each change, while the machine stands still. */
    public void onChange(Consumer<LedgerChange> observer) {
        observers.add(observer);
    }

    @Override
    public byte[] answer(long cycle, long kind, byte[] request) {
        ByteBuffer message = ByteBuffer.wrap(request);
        switch ((int) kind) {
            case ChannelMessage.LEDGER -> {
                LedgerChange change = LedgerChange.read(message);
                // A manager that was killed while telling is followed by one that tells again.
                if (ledger.isEmpty() || !ledger.getLast().equals(change)) {
                    ledger.add(change);
                    observers.forEach(observer -> observer.accept(change));
                }
            }
            case ChannelMessage.READING -> readings.add(Reading.read(message));
            case ChannelMessage.HISTOGRAM -> histograms.add(ValueHistogram.read(message));
            case ChannelMessage.TEXT -> comparisons.add(TextComparison.read(cycle, message));
            case ChannelMessage.SAW -> sightings.add(Sighting.read(message));
            case ChannelMessage.BLOCKS -> blockCounts.add(BlockCounts.read(message));
            case ChannelMessage.PLACED -> placements.add(PlacedGroup.read(message));
            case ChannelMessage.CODE -> addCode(VersionCode.read(message, versions));
            case ChannelMessage.REFUSED -> refusals.add(new Refused(message.getLong(0),
                    new String(request, 16, (int) message.getLong(8), UTF_8)));
            default -> throw new IllegalStateException("a message of kind " + kind + ", which no kernel of ours sends");
        }
        return new byte[0];
    }

    /** What policies saw in the functions that they chose, in order. */
    public List<Sighting> sightings() {
        return List.copyOf(sightings);
    }

    /** What was counted of functions' blocks, once nothing could change it any more. */
    public List<BlockCounts> blockCounts() {
        return List.copyOf(blockCounts);
    }

    /** The groups that were placed, whether installed or not. */
    public List<PlacedGroup> placements() {
        return List.copyOf(placements);
    }

    private void addCode(VersionCode code) {
        if (!versions.isEmpty() && versions.getLast().id() == code.id()) {
            versions.removeLast();
        }
        versions.add(code);
    }

    /** The code of all versions that stood for functions at some time, in the order in which they were installed. */
    public List<VersionCode> versions() {
        return List.copyOf(versions);
    }

    public List<LedgerChange> ledger() {
        return List.copyOf(ledger);
    }

    /** The ledger's number of the annotation that a request led to, once it is installed. */
    public OptionalInt annotation(long request) {
        return ledger.stream().filter(change -> change.parent() == 0 && change.cause() == request).mapToInt(LedgerChange::id).findFirst();
    }

    /** The cycle at which all that a request led to was first installed; the end of time if that never was. */
    public long installed(long request) {
        return ledger.stream().filter(change -> change.parent() == 0 && change.cause() == request && change.state() == State.INSTALLED)
                .mapToLong(LedgerChange::cycle).findFirst().orElse(Long.MAX_VALUE);
    }

    /** The readings of the annotation that a request led to. */
    public List<Reading> readings(long request) {
        OptionalInt id = annotation(request);
        return readings.stream().filter(reading -> id.isPresent() && reading.id() == id.getAsInt()).toList();
    }

    public Optional<Reading> finalReading(long request) {
        return readings(request).stream().filter(Reading::isFinal).findFirst();
    }

    /** The final reading of the argument's values that a request asked for. */
    public Optional<ValueHistogram> histogram(long request) {
        OptionalInt id = annotation(request);
        return histograms.stream().filter(each -> each.isFinal() && id.isPresent() && each.id() == id.getAsInt()).findFirst();
    }

    public List<TextComparison> comparisons() {
        return List.copyOf(comparisons);
    }

    public List<Refused> refusals() {
        return List.copyOf(refusals);
    }

    /** Whether nothing of the annotation that a request led to is left in text or memory. */
    public boolean isUndone(long request) {
        return finalReading(request).isPresent();
    }
}

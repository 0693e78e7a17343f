package dev.lamarck.workloads.world;

import java.util.List;

/**
 * What happened in a world, in order.
 *
 * @param events  the moments that {@code --at} can name
 * @param ledger  the changes of code that the kernel told of
 * @param comparisons what was left of these when the kernel was asked
 * @param console what the guest wrote; empty if its terminal kept no record
 */
public record History(List<Event> events, List<LedgerChange> ledger, List<TextComparison> comparisons, Content console) {
    /** Of a world that nobody watched. */
    public static final History NONE = new History(List.of(), List.of(), List.of(), Content.EMPTY);

    /** A named moment ({@code boot}, {@code installed:1}, {@code end} …). */
    public record Event(String name, long cycle, long instructions) {
    }

    public History {
        events = List.copyOf(events);
        ledger = List.copyOf(ledger);
        comparisons = List.copyOf(comparisons);
    }
}

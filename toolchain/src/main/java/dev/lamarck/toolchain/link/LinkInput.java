package dev.lamarck.toolchain.link;

import dev.lamarck.toolchain.ir.FieldTable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything an image is made of.
 *
 * @param entry        symbol of the first instruction
 * @param fragments    in the order they shall lie within their sections; functions of one source file together
 * @param systemCalls  handler symbols by number; empty for an image without the table
 * @param fields       what stores are listed by
 */
public record LinkInput(ImageLayout layout, String entry, List<Fragment> fragments, SortedMap<Integer, String> systemCalls,
                        FieldTable fields) {
    public LinkInput {
        fragments = List.copyOf(fragments);
        systemCalls = Collections.unmodifiableSortedMap(new TreeMap<>(systemCalls));
    }

    /** Without fields. */
    public LinkInput(ImageLayout layout, String entry, List<Fragment> fragments, SortedMap<Integer, String> systemCalls) {
        this(layout, entry, fragments, systemCalls, FieldTable.EMPTY);
    }
}

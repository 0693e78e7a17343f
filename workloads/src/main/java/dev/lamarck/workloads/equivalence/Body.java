package dev.lamarck.workloads.equivalence;

import dev.lamarck.toolchain.link.Image;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Code that may stand for a function.
 *
 * @param entry where a call begins
 * @param words text to be put in place before it runs, by address; empty if it stands there already
 */
public record Body(String name, long entry, SortedMap<Long, Integer> words) {
    private static final int WORD = 4;

    /** A function as the linker wrote it. */
    public static Body linked(Image kernel, String symbol) {
        long start = kernel.address(symbol);
        int bytes = (int) kernel.file().symbols().stream().filter(each -> each.name().equals(symbol)).findFirst().orElseThrow().size();
        ByteBuffer code = ByteBuffer.wrap(kernel.file().loaded(start, bytes));
        SortedMap<Long, Integer> words = new TreeMap<>();
        for (int at = 0; at < bytes; at += WORD) {
            words.put(start + at, code.getInt(at));
        }
        return new Body("linked", start, words);
    }

    /** What stands in the memory for patches, from an address on, at the moments of the calls. */
    public static Body installed(long entry) {
        return new Body("installed", entry, new TreeMap<>());
    }
}

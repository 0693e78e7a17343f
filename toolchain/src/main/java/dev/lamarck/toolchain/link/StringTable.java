package dev.lamarck.toolchain.link;

import java.util.HashMap;
import java.util.Map;

/** NUL-terminated strings, each once, in order of first use; offset 0 is the empty string. */
final class StringTable {
    private final ByteSink bytes = new ByteSink().u8(0);
    private final Map<String, Integer> offsets = new HashMap<>(Map.of("", 0));

    int offset(String text) {
        return offsets.computeIfAbsent(text, t -> {
            int at = bytes.size();
            bytes.string(t);
            return at;
        });
    }

    byte[] toBytes() {
        return bytes.toBytes();
    }
}

package dev.lamarck.toolchain.magic;

import java.nio.charset.StandardCharsets;

/** String literals as kernel strings. */
public final class Text {
    /** The UTF-8 bytes; compiled, the string's own storage, not to be written to. */
    @Intrinsic
    public static byte[] bytes(String string) {
        return string.getBytes(StandardCharsets.UTF_8);
    }

    private Text() {}
}

package dev.lamarck.kernel.boot;

import dev.lamarck.kernel.driver.Console;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.Text;

/** Prints on the console's error stream, byte by byte through its register: works at any level, in any state. */
@Magic
public final class Log {
    private static final int HEX_DIGITS = 16;

    public static void text(String text) {
        byte[] bytes = Text.bytes(text);
        for (int i = 0; i < bytes.length; i++) {
            put(bytes[i]);
        }
    }

    /** A NUL-terminated string. */
    @Symbol("log_text_at")
    static void text(@Kva long at) {
        for (byte each = Memory.load8(at); each != 0; each = Memory.load8(at)) {
            put(each);
            at++;
        }
    }

    public static void hex(long value) {
        text("0x");
        int digits = Math.max(1, HEX_DIGITS - (Long.numberOfLeadingZeros(value) >> 2));
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            int digit = (int) (value >>> shift) & 15;
            put(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    /** @param value not negative */
    @MaxDepth(20)
    public static void decimal(long value) {
        if (value >= 10) {
            decimal(value / 10);
        }
        put('0' + (int) (value % 10));
    }

    public static void line() {
        put('\n');
    }

    private static void put(int character) {
        Console.put(Console.ERROR, character & 0xFF);
    }

    private Log() {}
}

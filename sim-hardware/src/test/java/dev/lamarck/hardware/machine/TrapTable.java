package dev.lamarck.hardware.machine;

import java.util.Map;
import java.util.TreeMap;

/**
 * A trap table as assembly text, for programs of {@link BareMachine}: it stands at the beginning of the text, is entered at
 * reset, sets %tba, and goes on at label {@code start}.
 */
public final class TrapTable {
    private static final int ENTRY_BYTES = 32;
    private static final int TABLE_BYTES = 0x8000;
    private static final int HIGHER_LEVELS = 0x4000;

    private static final String SPILL = window("stx %%%c%d, [%%sp + 2047 + %d]\n") + "saved\nretry\n";
    private static final String FILL = window("ldx [%%sp + 2047 + %3$d], %%%1$c%2$d\n") + "restored\nretry\n";

    private final Map<Integer, String> entries = new TreeMap<>();

    /** Window 0 vectors that save to and load from the stack. */
    public static TrapTable withWindows() {
        return new TrapTable().on(0x80, SPILL).on(0xc0, FILL);
    }

    private static String window(String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            text.append(format.formatted(i < 8 ? 'l' : 'i', i % 8, 8 * i));
        }
        return text.toString();
    }

    /** The handler of a trap taken at level 0: instructions of one word, one a line, as many as there is room until the next. */
    public TrapTable on(int trapType, String handler) {
        entries.put(trapType * ENTRY_BYTES, handler);
        return this;
    }

    /** The handler of a trap taken at a higher level. */
    public TrapTable onNested(int trapType, String handler) {
        entries.put(HIGHER_LEVELS + trapType * ENTRY_BYTES, handler);
        return this;
    }

    public String text() {
        StringBuilder text = new StringBuilder("table: sethi %hi(table), %g1\nwrpr %g1, 0, %tba\nba,a start\nnop\n");
        int end = 4 * Integer.BYTES;
        for (Map.Entry<Integer, String> entry : entries.entrySet()) {
            text.append(".skip ").append(entry.getKey() - end).append('\n').append(entry.getValue());
            end = entry.getKey() + (int) entry.getValue().lines().count() * Integer.BYTES;
        }
        return text.append(".skip ").append(TABLE_BYTES - end).append('\n').toString();
    }
}

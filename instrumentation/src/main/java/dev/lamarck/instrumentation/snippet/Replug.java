package dev.lamarck.instrumentation.snippet;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.CodeBuffer;

/**
 * What a guard does about a write that makes an assumption false: it lets less specialized code stand in again, before the write is
 * done. All it needs is in a record of doublewords below 4 GB that whoever arms the guard fills in: for each word of text to be
 * stored, where to store it (a writable alias of its address), the word, and the address itself. It takes no lock, allocates nothing
 * and may be interrupted or repeated anywhere: the words are the same each time.
 *
 * <p>At the end the record tells when it happened: {@link #FIRED} holds the clock, zero before.
 */
public final class Replug {
    public static final int FIRED = 0;
    /** The words to be stored follow one another from here. */
    public static final int WORDS = 8;
    public static final int WORD_BYTES = 24;
    public static final int WHERE = 0;
    public static final int WORD = 8;
    public static final int EXECUTED_AT = 16;
    /** A version on a version on the linked function: two entries lead to it. */
    public static final int MOST_WORDS = 2;
    public static final int BYTES = WORDS + MOST_WORDS * WORD_BYTES;

    private static final int FRAME_BYTES = 176;
    private static final int RECORD = 16;
    private static final int AT = 17;
    private static final int VALUE = 18;

    private Replug() {}

    /** Emits the action in a window of its own. Every place for a word is used: fewer words are stored twice. */
    static void emit(CodeBuffer out, long record) {
        out.emit(Emit.save(FRAME_BYTES));
        out.emit(Emit.sethi(record, RECORD));
        out.emit(Emit.orLow(RECORD, record, RECORD));
        for (int i = 0; i < MOST_WORDS; i++) {
            int word = WORDS + i * WORD_BYTES;
            out.emit(Emit.loadLong(RECORD, word + WHERE, AT));
            out.emit(Emit.loadLong(RECORD, word + WORD, VALUE));
            out.emit(Emit.storeWord(VALUE, AT, 0));
            out.emit(Emit.loadLong(RECORD, word + EXECUTED_AT, AT));
            out.emit(Emit.flush(AT));
        }
        out.emit(Emit.readTick(VALUE));
        out.emit(Emit.storeLong(VALUE, RECORD, FIRED));
        out.emit(Emit.restore());
    }
}

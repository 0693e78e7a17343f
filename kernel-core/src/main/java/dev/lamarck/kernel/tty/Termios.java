package dev.lamarck.kernel.tty;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Uva;

/** A terminal's settings: {@code struct termios} of Linux/sparc64. What the line discipline does not know is kept and told again. */
final class Termios {
    private static final int BYTES = 36;
    private static final int INPUT_FLAGS = 0;
    private static final int OUTPUT_FLAGS = 4;
    private static final int CONTROL_FLAGS = 8;
    private static final int LOCAL_FLAGS = 12;
    private static final int CHARACTERS = 17;

    // asm/termbits.h
    private static final int ICRNL = 0x100;
    private static final int OPOST_ONLCR = 0x5;
    private static final int B38400_CS8_CREAD = 0xBF;
    private static final int ISIG = 0x1;
    private static final int ICANON = 0x2;
    private static final int ECHO = 0x8;
    private static final int ECHOE_ECHOK_ECHOCTL_ECHOKE = 0xA30;
    private static final int NOFLSH = 0x80;
    private static final int TOSTOP = 0x100;
    private static final int IEXTEN = 0x8000;

    static final int INTERRUPT = 0;
    static final int QUIT = 1;
    static final int ERASE = 2;
    static final int KILL = 3;
    static final int END_OF_FILE = 4;
    static final int SUSPEND = 10;
    /** Without canonical input: how many bytes a read waits for, and for how many tenths of a second, at the places of two keys. */
    private static final int LEAST = 4;
    private static final int TIME = 5;

    private final byte[] bytes = new byte[BYTES];

    Termios() {
        BigEndian.put32(bytes, INPUT_FLAGS, ICRNL);
        BigEndian.put32(bytes, OUTPUT_FLAGS, OPOST_ONLCR);
        BigEndian.put32(bytes, CONTROL_FLAGS, B38400_CS8_CREAD);
        BigEndian.put32(bytes, LOCAL_FLAGS, ISIG | ICANON | ECHO | ECHOE_ECHOK_ECHOCTL_ECHOKE | IEXTEN);
        bytes[CHARACTERS + INTERRUPT] = 'C' & 0x1F;
        bytes[CHARACTERS + QUIT] = '\\' & 0x1F;
        bytes[CHARACTERS + ERASE] = 0x7F;
        bytes[CHARACTERS + KILL] = 'U' & 0x1F;
        bytes[CHARACTERS + END_OF_FILE] = 'D' & 0x1F;
        bytes[CHARACTERS + SUSPEND] = 'Z' & 0x1F;
    }

    /** @return 0 or −EFAULT */
    int copyOut(@Uva long to) {
        return UserMemory.copyOut(bytes, 0, to, BYTES);
    }

    /** Takes other settings over whole, or not at all. @return 0 or −EFAULT */
    int copyIn(@Uva long from) {
        byte[] wanted = new byte[BYTES];
        int error = UserMemory.copyIn(from, wanted, 0, BYTES);
        if (error == 0) {
            Bytes.copy(wanted, 0, bytes, 0, BYTES);
        }
        Kmem.free(wanted);
        return error == 0 ? 0 : -Errno.EFAULT;
    }

    /** Whether a key is the one for a function, and there is one. */
    boolean is(int key, int function) {
        int set = bytes[CHARACTERS + function] & 0xFF;
        return set != 0 && set == key;
    }

    boolean returnsAreNewlines() {
        return (BigEndian.get32(bytes, INPUT_FLAGS) & ICRNL) != 0;
    }

    /** Whether keys may be signals. */
    boolean signals() {
        return has(ISIG);
    }

    /** Whether input comes by lines. */
    boolean isCanonical() {
        return has(ICANON);
    }

    boolean echoes() {
        return has(ECHO);
    }

    /** Whether what was typed before is lost with a signal. */
    boolean flushes() {
        return !has(NOFLSH);
    }

    /** Whether the background may not even write. */
    boolean stopsWriters() {
        return has(TOSTOP);
    }

    int least() {
        return bytes[CHARACTERS + LEAST] & 0xFF;
    }

    int tenths() {
        return bytes[CHARACTERS + TIME] & 0xFF;
    }

    /** Whether a newline that is written becomes two characters. */
    boolean newlinesReturn() {
        return (BigEndian.get32(bytes, OUTPUT_FLAGS) & OPOST_ONLCR) == OPOST_ONLCR;
    }

    void free() {
        Kmem.free(bytes);
        Kmem.free(this);
    }

    private boolean has(int local) {
        return (BigEndian.get32(bytes, LOCAL_FLAGS) & local) != 0;
    }
}

package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/** {@code /proc/N/stat}: number, name, state, parent, process group, session; then what {@link FurtherEntries} adds. */
final class ProcStat extends ProcText {
    /** Linux's, without the NUL. */
    static final int MAX_NAME = 15;
    private static final int MAX_TEXT = 640;

    ProcStat(int mode, long number, int pid) {
        super(mode, number, pid);
    }

    @Override
    byte[] text(Proc process) {
        byte[] line = new byte[MAX_TEXT];
        int at = Bytes.decimal(line, 0, process.pid);
        at = Bytes.append(line, at, Text.bytes(" ("));
        at = appendName(line, at, process);
        at = Bytes.append(line, at, Text.bytes(") "));
        at = Bytes.appendByte(line, at, state(process));
        at = appendNumber(line, at, process.parent == null ? 0 : process.parent.pid);
        at = appendNumber(line, at, process.group);
        at = appendNumber(line, at, process.session);
        at = FurtherEntries.appendFields(line, at, process);
        at = Bytes.appendByte(line, at, '\n');
        byte[] exact = new byte[at];
        Bytes.copy(line, 0, exact, 0, at);
        Kmem.free(line);
        return exact;
    }

    static int appendNumber(byte[] line, int at, long number) {
        return Bytes.decimal(line, Bytes.appendByte(line, at, ' '), number);
    }

    /** The last component of the program's path. */
    static int appendName(byte[] line, int at, Proc process) {
        byte[] path = process.executablePath == null ? Text.bytes("/none") : process.executablePath;
        int from = path.length;
        while (from > 0 && path[from - 1] != '/') {
            from--;
        }
        int length = Math.min(MAX_NAME, path.length - from);
        Bytes.copy(path, from, line, at, length);
        return at + length;
    }

    static int state(Proc process) {
        if (process.state == Proc.ZOMBIE) {
            return 'Z';
        }
        if (process.state == Proc.STOPPED) {
            return 'T';
        }
        return process.thread.state == KThread.SLEEPING ? 'S' : 'R';
    }
}

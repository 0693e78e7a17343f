package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/** The directory of one process. */
final class ProcDirectory extends ProcessPart {
    private static final int DIRECTORY = 0;
    private static final int EXECUTABLE = 1;
    private static final int STAT = 2;
    private static final int COMMAND_LINE = 3;
    private static final int READABLE = 0x124;
    /** Positions in a listing: {@code .}, {@code ..}, the files. */
    private static final int FIRST_FILE = 2;
    private static final int END = FIRST_FILE + 3;

    ProcDirectory(int pid, Vnode parent) {
        super(ProcRoot.number(pid, DIRECTORY), pid, parent);
    }

    @Override
    public boolean exists() {
        return ProcRoot.exists(pid);
    }

    @Override
    public Vnode lookup(byte[] name, int at, int length) {
        int file = EXECUTABLE;
        while (file <= COMMAND_LINE && !isNamed(file, name, at, length)) {
            file++;
        }
        if (file > COMMAND_LINE) {
            return FurtherEntries.lookup(this, pid, name, at, length);
        }
        long number = ProcRoot.number(pid, file);
        if (file == EXECUTABLE) {
            byte[] path = executablePath();
            return path == null ? null : new ProcLink(number, path);
        }
        return file == STAT ? new ProcStat(FileMode.REGULAR | READABLE, number, pid) : new ProcCommandLine(FileMode.REGULAR | READABLE, number, pid);
    }

    private static byte[] name(int file) {
        return file == EXECUTABLE ? Text.bytes("exe") : file == STAT ? Text.bytes("stat") : Text.bytes("cmdline");
    }

    private static boolean isNamed(int file, byte[] name, int at, int length) {
        byte[] own = name(file);
        return length == own.length && Bytes.equal(name, at, own, 0, length);
    }

    /** A copy, or null if there is no such process or it runs no program. */
    private byte[] executablePath() {
        Proc.TABLE.acquire();
        Proc process = Proc.find(pid);
        byte[] path = process == null || process.executablePath == null ? null : Bytes.copyOf(process.executablePath);
        Proc.TABLE.release();
        return path;
    }

    @Override
    public int list(long position, DirectoryVisitor visitor) {
        boolean more = true;
        for (int at = (int) position; more && at < END; at++) {
            if (at == 0) {
                more = visitor.visit(Text.bytes("."), number(), mode(), 1);
            } else if (at == 1) {
                more = visitor.visit(Text.bytes(".."), parent.number(), mode(), FIRST_FILE);
            } else {
                int file = at - FIRST_FILE + EXECUTABLE;
                int mode = file == EXECUTABLE ? FileMode.SYMBOLIC_LINK : FileMode.REGULAR;
                more = visitor.visit(name(file), ProcRoot.number(pid, file), mode, at + 1);
            }
        }
        if (more) {
            FurtherEntries.list(pid, (int) Math.max(position, END), END, visitor);
        }
        return 0;
    }
}

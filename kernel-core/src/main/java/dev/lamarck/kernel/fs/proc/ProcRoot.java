package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.NumberName;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/** The directory {@code /proc}: one directory a process, named by its number, {@code self}, and files about the kernel. */
public final class ProcRoot extends Vnode {
    static final int READABLE_DIRECTORY = FileMode.DIRECTORY | 0x16D;
    /** Numbers of vnodes here: the process's number and the file's, in a range that {@link #newNumber} does not reach. */
    private static final long NUMBERS = 1L << 40;
    private static final int FILES_A_PROCESS = 64;
    /** Those of the root come first; before them the root itself and its link. */
    private static final int FIRST_SYSTEM_FILE = 2;

    /** Positions in a listing: {@code .}, {@code ..}, {@code self}, the kernel's files, then the processes by number. */
    private static final long SELF_LINK = 2;
    private static final long FIRST_FILE = 3;
    private static final long FIRST_PROCESS = FIRST_FILE + FILES_A_PROCESS;

    /** The kernel's files, the last added first; added while the system starts. */
    private static SystemFile files;

    public ProcRoot() {
        super(READABLE_DIRECTORY, number(0, 0));
        files = null;
        add(new KmemFile());
        add(new UnknownCallsFile());
        FurtherEntries.addSystemFiles();
    }

    /** Adds a file, which stays. */
    public static void add(SystemFile file) {
        file.next = files;
        files = file;
    }

    static long systemNumber(int number) {
        return number(0, FIRST_SYSTEM_FILE + number);
    }

    static long number(int pid, int file) {
        return NUMBERS + (long) pid * FILES_A_PROCESS + file;
    }

    /** Nothing can be made here; what can be written to is opened as files are of which nothing is to be left. */
    @Override
    public int create(PathName pn, int mode) {
        return pn.vnode() == null ? super.create(pn, mode) : pn.vnode().truncate(0);
    }

    @Override
    public Vnode parent() {
        Vnode root = RootFileSystem.root();
        root.hold();
        return root;
    }

    @Override
    public Vnode lookup(byte[] name, int at, int length) {
        byte[] self = Text.bytes("self");
        if (length == self.length && Bytes.equal(name, at, self, 0, length)) {
            return new ProcLink(number(0, 1), NumberName.of(Proc.current().pid));
        }
        SystemFile file = files;
        while (file != null && !(length == file.name.length && Bytes.equal(name, at, file.name, 0, length))) {
            file = file.next;
        }
        if (file != null) {
            file.hold();
            return file;
        }
        long pid = Bytes.number(name, at, at + length, 10);
        return pid > 0 && pid <= Proc.MAX_PID && exists((int) pid) ? new ProcDirectory((int) pid, this) : null;
    }

    static boolean exists(int pid) {
        Proc.TABLE.acquire();
        boolean found = Proc.find(pid) != null;
        Proc.TABLE.release();
        return found;
    }

    @Override
    public int list(long position, DirectoryVisitor visitor) {
        long at = position;
        boolean more = true;
        if (at == 0) {
            more = visitor.visit(Text.bytes("."), number(), mode(), 1);
            at = 1;
        }
        if (more && at == 1) {
            more = visitor.visit(Text.bytes(".."), RootFileSystem.root().number(), mode(), SELF_LINK);
            at = SELF_LINK;
        }
        if (more && at == SELF_LINK) {
            more = visitor.visit(Text.bytes("self"), number(0, 1), FileMode.SYMBOLIC_LINK, FIRST_FILE);
            at = FIRST_FILE;
        }
        if (more && at < FIRST_PROCESS) {
            more = listFiles((int) (at - FIRST_FILE), visitor);
            at = FIRST_PROCESS;
        }
        if (more) {
            listProcesses((int) (at - FIRST_PROCESS), visitor);
        }
        return 0;
    }

    private static boolean listFiles(int from, DirectoryVisitor visitor) {
        boolean more = true;
        int index = 0;
        for (SystemFile file = files; more && file != null; file = file.next) {
            more = index < from || visitor.visit(file.name, file.number(), file.mode(), FIRST_FILE + index + 1);
            index++;
        }
        return more;
    }

    private static void listProcesses(int after, DirectoryVisitor visitor) {
        boolean more = true;
        for (int pid = nextPid(after); more && pid != 0; pid = nextPid(pid)) {
            byte[] name = NumberName.of(pid);
            more = visitor.visit(name, number(pid, 0), READABLE_DIRECTORY, FIRST_PROCESS + pid);
            Kmem.free(name);
        }
    }

    /** The lowest process number above a given one; 0 if there is none. */
    private static int nextPid(int after) {
        int lowest = 0;
        Proc.TABLE.acquire();
        for (Proc each = Proc.first(); each != null; each = each.next) {
            if (each.pid > after && (lowest == 0 || each.pid < lowest)) {
                lowest = each.pid;
            }
        }
        Proc.TABLE.release();
        return lowest;
    }
}

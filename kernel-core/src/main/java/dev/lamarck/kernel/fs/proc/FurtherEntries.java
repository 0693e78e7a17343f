package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/**
 * What programs written for Linux look for in {@code /proc} besides what this kernel needs itself: files about the system, further fields of {@code stat}, and in a process's directory
 * further files; the first of them, which are about what only its threads may look at, are there for the process itself only.
 */
final class FurtherEntries {
    private static final int DESCRIPTORS = 4;
    private static final int MAPPINGS = 5;
    private static final int ENVIRONMENT = 6;
    private static final int CURRENT_DIRECTORY = 7;
    private static final int LAST_OWN = CURRENT_DIRECTORY;
    private static final int ROOT = 8;
    private static final int STATUS = 9;
    private static final int MEMORY = 10;
    private static final int COMMAND = 11;
    private static final int MOUNTS = 12;
    private static final int LAST = MOUNTS;

    static void addSystemFiles() {
        SystemFacts.addAll();
        ProcRoot.add(new LoadFile());
    }

    static int appendFields(byte[] line, int at, Proc process) {
        return StatFields.append(line, at, process);
    }

    static Vnode lookup(Vnode directory, int pid, byte[] name, int at, int length) {
        int file = DESCRIPTORS;
        while (file <= LAST && !is(name(file), name, at, length)) {
            file++;
        }
        return file > LAST || file <= LAST_OWN && !isOwn(pid) ? null : make(file, directory, pid);
    }

    private static boolean is(byte[] own, byte[] name, int at, int length) {
        return length == own.length && Bytes.equal(name, at, own, 0, length);
    }

    private static boolean isOwn(int pid) {
        return Proc.current() != null && Proc.current().pid == pid;
    }

    private static byte[] name(int file) {
        return switch (file) {
            case DESCRIPTORS -> Text.bytes("fd");
            case MAPPINGS -> Text.bytes("maps");
            case ENVIRONMENT -> Text.bytes("environ");
            case CURRENT_DIRECTORY -> Text.bytes("cwd");
            case ROOT -> Text.bytes("root");
            case STATUS -> Text.bytes("status");
            case MEMORY -> Text.bytes("statm");
            case COMMAND -> Text.bytes("comm");
            default -> Text.bytes("mounts");
        };
    }

    private static int kind(int file) {
        return file == DESCRIPTORS ? FileMode.DIRECTORY : file == CURRENT_DIRECTORY || file == ROOT ? FileMode.SYMBOLIC_LINK : FileMode.REGULAR;
    }

    private static Vnode make(int file, Vnode directory, int pid) {
        long number = ProcRoot.number(pid, file);
        return switch (file) {
            case DESCRIPTORS -> new OwnDescriptors(number, pid, directory);
            case MAPPINGS -> new OwnMappings(number, pid);
            case ENVIRONMENT -> new OwnEnvironment(number, pid);
            case CURRENT_DIRECTORY -> DirectoryLink.toCurrent(number);
            case ROOT -> new ProcLink(number, Bytes.copyOf(Text.bytes("/")));
            case STATUS -> new ProcStatus(number, pid);
            case MEMORY -> new ProcMemory(number, pid);
            case COMMAND -> new ProcCommand(number, pid);
            default -> new ProcLink(number, Bytes.copyOf(Text.bytes("/proc/mounts")));
        };
    }

    /** Shows them from a position on, the first of which is {@code first}. */
    static void list(int pid, int position, int first, DirectoryVisitor visitor) {
        boolean more = true;
        for (int file = DESCRIPTORS + position - first; more && file <= LAST; file++) {
            if (file > LAST_OWN || isOwn(pid)) {
                more = visitor.visit(name(file), ProcRoot.number(pid, file), kind(file), first + file - DESCRIPTORS + 1);
            }
        }
    }

    private FurtherEntries() {}
}

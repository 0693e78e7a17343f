package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.ipc.IpcKind;
import dev.lamarck.kernel.ipc.IpcObject;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.toolchain.magic.Uva;

/** What the {@code …ctl} calls of System V objects have in common: {@code struct ipc64_perm} at the beginning of each structure, who may look and who may change. */
final class IpcStructures {
    static final int REMOVE = 0;
    static final int SET = 1;
    static final int STATUS = 2;
    /** Beside a command: structures are the new ones, which they always are here. */
    private static final int NEW_STRUCTURES = 0x100;

    private static final int OWNER = 4;
    private static final int GROUP = 8;
    private static final int CREATOR = 12;
    private static final int CREATOR_GROUP = 16;
    private static final int MODE = 20;
    private static final int PERMISSION_BYTES = 48;

    static int command(long given) {
        return (int) given & ~NEW_STRUCTURES;
    }

    /** The object that a {@code …ctl} call is about, to be given back by {@link IpcKind#finish}; null if there is none. */
    static IpcObject begin(IpcKind kind, long number, boolean isPlace) {
        return isPlace ? kind.beginAt((int) number) : kind.begin((int) number);
    }

    /** Fills the beginning of a structure. */
    static void putPermissions(byte[] structure, IpcObject object) {
        BigEndian.put32(structure, 0, object.key());
        BigEndian.put32(structure, OWNER, object.owner());
        BigEndian.put32(structure, GROUP, object.group());
        BigEndian.put32(structure, CREATOR, object.creator());
        BigEndian.put32(structure, CREATOR_GROUP, object.creatorGroup());
        BigEndian.put32(structure, MODE, object.mode());
    }

    /** Gives a structure to the program and back to the kernel's memory. @return 0 or −EFAULT */
    static int give(byte[] structure, @Uva long to) {
        int error = UserMemory.copyOut(structure, 0, to, structure.length);
        Kmem.free(structure);
        return error;
    }

    /** {@code IPC_RMID}. */
    static int remove(IpcKind kind, IpcObject object) {
        int error = object.changeRefusal();
        if (error == 0) {
            kind.remove(object);
        }
        return error;
    }

    /** {@code IPC_SET}'s part that is the same for all. */
    static int set(IpcObject object, @Uva long from) {
        byte[] permissions = new byte[PERMISSION_BYTES];
        int error = UserMemory.copyIn(from, permissions, 0, PERMISSION_BYTES);
        error = error == 0 ? object.changeRefusal() : error;
        if (error == 0) {
            object.setOwner(BigEndian.get32(permissions, OWNER), BigEndian.get32(permissions, GROUP), BigEndian.get32(permissions, MODE));
        }
        Kmem.free(permissions);
        return error;
    }

    /** @return 0 or −EACCES */
    static int readRefusal(IpcObject object) {
        return object.permits(IpcObject.READ) ? 0 : -Errno.EACCES;
    }

    private IpcStructures() {}
}

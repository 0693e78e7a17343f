package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.process.Proc;

/** What all System V objects have: key, number, owner, permissions. Its users are the table, until it is removed, and who works with it at the moment; the last frees it. */
public abstract class IpcObject {
    /** What {@link #permits} asks for, as in a file's mode. */
    public static final int READ = 4;
    public static final int WRITE = 2;
    private static final int PERMISSIONS = 0x1FF;
    private static final int OWNER_SHIFT = 6;
    private static final int GROUP_SHIFT = 3;

    private int key;
    int id;
    private int owner;
    private int group;
    private final int creator;
    private final int creatorGroup;
    private int mode;
    private long changed;
    private int users = 1;
    private boolean isRemoved;

    /** The current process makes it. */
    IpcObject(int key, int mode) {
        this.key = key;
        this.mode = mode & PERMISSIONS;
        owner = Permission.user();
        group = Permission.group();
        creator = owner;
        creatorGroup = group;
        changed = TimeOfDay.seconds();
    }

    public final int key() {
        return key;
    }

    public final int id() {
        return id;
    }

    public final int owner() {
        return owner;
    }

    public final int group() {
        return group;
    }

    public final int creator() {
        return creator;
    }

    public final int creatorGroup() {
        return creatorGroup;
    }

    public int mode() {
        return mode;
    }

    /** When it was made or its owner, permissions or contents were set, in seconds since 1970. */
    public final long changed() {
        return changed;
    }

    final void touch() {
        changed = TimeOfDay.seconds();
    }

    public final boolean isRemoved() {
        return isRemoved;
    }

    /** Whether the current process may do all of this with it: bits of {@link #READ} and {@link #WRITE}. */
    public final boolean permits(int wanted) {
        Proc self = Proc.current();
        boolean isGroups = isMember(self, group) || isMember(self, creatorGroup);
        int granted = self.euid == owner || self.euid == creator ? mode >> OWNER_SHIFT : isGroups ? mode >> GROUP_SHIFT : mode;
        return self.isSuperuser() || (wanted & ~granted) == 0;
    }

    private static boolean isMember(Proc process, int group) {
        return process.egid == group || process.isInOtherGroup(group);
    }

    /** Whether a flag word asks for no more than is permitted: its lowest nine bits are what anyone may want. */
    final boolean permitsFlags(int flags) {
        return permits((flags >> OWNER_SHIFT | flags >> GROUP_SHIFT | flags) & (READ | WRITE | 1) & ~1);
    }

    /** @return 0, or −EPERM if the current process neither made it nor owns it */
    public final int changeRefusal() {
        Proc self = Proc.current();
        return self.euid == owner || self.euid == creator || self.isSuperuser() ? 0 : -Errno.EPERM;
    }

    /** {@code IPC_SET}. */
    public final void setOwner(int user, int users, int permissions) {
        owner = user;
        group = users;
        mode = permissions & PERMISSIONS;
        touch();
    }

    /** One user more. Preemption is off. */
    final void hold() {
        users++;
    }

    /** One user less; the last frees it. */
    final void release() {
        users--;
        if (users == 0) {
            free();
        }
    }

    /** Nobody finds it by its key any more. */
    final void forgetKey() {
        key = IpcTable.PRIVATE;
        isRemoved = true;
    }

    /** Whether its number still names it once it is removed. */
    boolean isFoundWhenRemoved() {
        return false;
    }

    /** It has just been removed. The caller uses it. */
    abstract void removed();

    /** Gives its memory back. */
    abstract void free();
}

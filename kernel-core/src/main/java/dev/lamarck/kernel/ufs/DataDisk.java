package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.fs.Dnlc;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.proc.ProcRoot;
import dev.lamarck.kernel.mm.Pager;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sched.ThreadBody;

/** The second disk's file system, at {@code /mnt}, if there is one; and the thread that makes safe, from time to time, what has been written to it. */
public final class DataDisk implements ThreadBody {
    /** Five seconds. */
    private static final int TICKS_BETWEEN_SYNCS = 5 * Clock.TICKS_PER_SECOND;

    private static Ufs ufs;

    private DataDisk() {}

    /** Mounts it. */
    public static void mount() {
        ufs = Ufs.mount(Disk.DATA);
        UfsDirectory top = ufs == null ? null : ufs.root();
        if (top != null) {
            RootFileSystem.mount("mnt", top, ufs);
            top.forgetMountName();
            ProcRoot.add(new DnlcFile(ufs.names()));
            ProcRoot.add(new DropCachesFile(ufs));
            Pager.cache = ufs;
        }
    }

    /** Starts the thread, if anything is mounted. */
    public static void startSyncing() {
        if (ufs != null) {
            Sched.startThread("fsflush", new DataDisk(), KThread.KERNEL_PRIORITY, 0);
        }
    }

    /** Its name cache; null if nothing is mounted. */
    public static Dnlc names() {
        return ufs == null ? null : ufs.names();
    }

    @Override
    public void run() {
        while (true) {
            Clock.sleepTicks(TICKS_BETWEEN_SYNCS);
            ufs.sync();
        }
    }
}

package dev.lamarck.kernel.boot;

import dev.lamarck.kernel.exec.FirstProgram;
import dev.lamarck.kernel.fs.tar.BootArchive;
import dev.lamarck.kernel.paging.PageOut;
import dev.lamarck.kernel.sched.ThreadBody;
import dev.lamarck.kernel.ufs.DataDisk;
import dev.lamarck.toolchain.magic.Kernel;

/** What needs a thread that can sleep: reads the boot disk, then starts the first process. */
final class InitialThread implements ThreadBody {
    @Override
    public void run() {
        if (BootArchive.extract() != 0) {
            throw Kernel.panic("the boot disk cannot be read");
        }
        DataDisk.mount();
        DataDisk.startSyncing();
        PageOut.start();
        FirstProgram.start(BootInformation.arguments(), (int) BootInformation.argumentBytes());
    }
}

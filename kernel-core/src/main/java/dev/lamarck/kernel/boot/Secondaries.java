package dev.lamarck.kernel.boot;

import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.KernelLock;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;

/** Brings the processors up that did not boot, each on an idle thread that is ready for it. */
@Magic
final class Secondaries {
    /** Physical: the addresses of the idle threads by processor, in the boot information's page, behind the arguments' old place. */
    static final int IDLE_THREADS = 0x3F00;
    private static final int START = 0x40;

    /** They come one after the other when the booting processor first lets the kernel lock go. */
    static void start(int processors) {
        for (int id = 1; id < Math.min(processors, Processor.MOST); id++) {
            KernelLock.admit(Processor.numbered(id));
            KThread idle = Sched.prepareIdle(Processor.numbered(id));
            if (idle == null) {
                throw Kernel.panic("no memory for a processor's idle thread");
            }
            Memory.store64(Pages.DIRECT + IDLE_THREADS + 8L * id, Address.of(idle));
            Devices.write(Devices.SYSTEM_CONTROL, START + 8 * id, Address.symbol("start_secondary"));
        }
    }

    @Root
    @Symbol("secondary_main")
    static void main() {
        Sched.join();
        Clock.startTicks();
        Main.idle();
    }

    private Secondaries() {}
}

package dev.lamarck.kernel.boot;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.evolve.Evolve;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.kmem.KmemAudit;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.net.Network;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.ContextSwitch;
import dev.lamarck.kernel.trap.Interrupts;
import dev.lamarck.kernel.trap.KernelLock;
import dev.lamarck.kernel.trap.ProcessorContext;
import dev.lamarck.kernel.trap.ThreadContext;
import dev.lamarck.kernel.tty.Terminal;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;

/** Brings the kernel up, part by part, in the order in which they need each other; then idles. */
@Magic
public final class Main {
    private static final long PSTATE_INTERRUPTIBLE = 6;
    // Physical memory that is free at boot: below the nucleus, and above it.
    private static final long LOW_FREE = 0x4000;
    private static final long NUCLEUS = 0x40_0000;
    private static final long HIGH_FREE = 0xC0_0000;

    /** The thread that boots and then idles: an object of the image. */
    private static final KThread BOOT = new KThread("idle", null, KThread.IDLE_PRIORITY);

    /** What its first thread does: of the image as well, for nobody has it when that has ended. */
    private static final InitialThread INIT = new InitialThread();

    @Root
    @Symbol("kernel_main")
    static void start() {
        ThreadContext.checkOffsets();
        ProcessorContext.checkOffsets();
        KernelLock.admit(Processor.numbered(0));
        BOOT.processor = Address.of(Processor.numbered(0));
        ContextSwitch.setCurrent(BOOT);
        if (!BootInformation.isPresent()) {
            throw Kernel.panic("no boot information");
        }
        startMemory();
        Sched.start(BOOT, Address.symbol("_boot_stack"), Address.symbol("_boot_stack_end"));
        TimeOfDay.start(BootInformation.seconds(), BootInformation.hertz());
        RootFileSystem.start();
        Interrupts.register(Interrupts.DISK, new DiskInterrupt());
        Clock.start();
        Terminal.start();
        Network.start();
        Sched.startThread("init", INIT, KThread.KERNEL_PRIORITY, 0);
        Evolve.start();
        Secondaries.start(BootInformation.processors());
        idle();
    }

    /**
     * The page table of physical pages and the boot arguments get the first memory above the nucleus; the rest is
     * free.
     */
    private static void startMemory() {
        long ram = BootInformation.ramBytes();
        long table = Pages.address(HIGH_FREE);
        Pages.start(table, ram);
        long end = BootInformation.moveArguments(table + Pages.tableBytes(ram));
        Pages.add(LOW_FREE, NUCLEUS);
        Pages.add(Pages.physical(end + Pages.BYTES - 1 & -Pages.BYTES), ram);
        KmemAudit.start(BootInformation.arguments(), BootInformation.argumentBytes());
        Kmem.start(Math.min(BootInformation.processors(), Processor.MOST));
    }

    /** What the current processor does from now on. */
    static void idle() {
        Cpu.writePrivileged(Cpu.PSTATE, PSTATE_INTERRUPTIBLE);
        Sched.idle();
    }

    private Main() {}
}

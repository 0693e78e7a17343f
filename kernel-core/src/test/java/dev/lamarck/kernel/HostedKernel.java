package dev.lamarck.kernel;

import dev.lamarck.kernel.driver.Console;
import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.kmem.HostedKmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.AllocationFailures;
import dev.lamarck.kernel.mm.HostedSpaces;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.signal.ThreadSignals;
import dev.lamarck.kernel.trap.Mmu;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Asi;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.HostedMachine;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A kernel on the host with 4 MB of RAM, the current thread that of a process, and devices of its own: a console with scripted input, three disks
 * that complete within the command, a clock.
 */
public final class HostedKernel extends HostedMachine {
    private static final long DATE = 1_767_225_600L;
    private static final long RAM = 4L << 20;
    private static final long TABLE = Pages.DIRECT;
    private static final long DEVICES = 0x1FE_0000_0000L;
    private static final int DEVICE_SPAN = 0x2000;

    public final ByteArrayOutputStream consoleOutput = new ByteArrayOutputStream();
    public final ByteArrayOutputStream consoleErrors = new ByteArrayOutputStream();
    private final Queue<byte[]> consoleInput = new ArrayDeque<>();
    /** Whether the console is a terminal, and what has been typed there; what the kernel said it listens for. */
    public boolean isTerminal;
    public final Queue<Integer> keys = new ArrayDeque<>();
    public int listening;
    private byte[] ready = {};
    private int taken;
    private final HostedDisk bootDisk = new HostedDisk();
    public final HostedDisk dataDisk = new HostedDisk();
    public final HostedDisk swapDisk = new HostedDisk();
    /** The clock, in cycles of 167 MHz; it stands still unless a test moves it. */
    public long now;
    /** The registers of the network interface, which does nothing by itself. */
    public final long[] network = new long[9];
    private long entropy = 0x1111_2222_3333_4444L;

    /** Installs one; the root file system is new and the process's current directory is the root. */
    public static HostedKernel start() {
        HostedKernel machine = new HostedKernel();
        install(machine);
        machine.map(Pages.DIRECT, RAM);
        Mmu.hardware = new SilentMmu();
        HostedKmem.reset();
        Pages.start(TABLE, RAM);
        AllocationFailures.start(0, 0, AllocationFailures.EVERYBODY);
        long table = Pages.tableBytes(RAM) + Pages.BYTES - 1 & -Pages.BYTES;
        Pages.add(table, RAM);
        KThread thread = new KThread("test", null, 20);
        Cpu.setThreadRegister(Address.of(thread));
        TimeOfDay.start(DATE, 167_000_000);
        Cpu.setCpuRegister(Address.of(new Processor(0)));
        thread.processor = Cpu.cpuRegister();
        HostedSpaces.forget();
        RootFileSystem.start();
        thread.proc = new Proc();
        thread.proc.thread = thread;
        thread.signals = new ThreadSignals();
        RootFileSystem.root().hold();
        thread.proc.files = new ProcessFiles(RootFileSystem.root());
        return machine;
    }

    /** Gives the process an address space with memory at 1 MB, and returns that address. */
    public static long userMemory(int bytes) {
        AddressSpace space = new AddressSpace();
        Proc.current().space = space;
        if (space.map(0x10_0000, bytes, AddressSpace.READ | AddressSpace.WRITE) != 0) {
            throw new AssertionError("cannot map user memory");
        }
        return 0x10_0000;
    }

    public void type(String line) {
        consoleInput.add(line.getBytes(StandardCharsets.UTF_8));
    }

    public void insert(byte[] image) {
        bootDisk.insert(image);
    }

    @Override
    public long load(int asi, long address, int size) {
        return asi == Asi.DEVICE ? register((int) (address - DEVICES)) : super.load(asi, address, size);
    }

    @Override
    public void store(int asi, long address, int size, long value) {
        if (asi == Asi.DEVICE) {
            setRegister((int) (address - DEVICES), value);
        } else {
            super.store(asi, address, size, value);
        }
    }

    private long register(int offset) {
        int register = offset % DEVICE_SPAN;
        return switch (offset / DEVICE_SPAN) {
            case 1 -> register == 0x10 ? now : 0;
            case 2 -> consoleRegister(register);
            case 3 -> bootDisk.register(register);
            case 5 -> entropy++;
            case 6 -> dataDisk.register(register);
            case 7 -> network[register / 8];
            case 8 -> swapDisk.register(register);
            default -> 0;
        };
    }

    private long consoleRegister(int register) {
        if (register == 0x28) {
            return isTerminal ? 1 : 0;
        }
        if (register == 0x30) {
            return keys.isEmpty() ? -1 : keys.remove();
        }
        return register == 0x10 ? (ready.length == 0 ? -1 : ready.length - taken) : ready[taken++] & 0xFF;
    }

    private void setRegister(int offset, long value) {
        int register = offset % DEVICE_SPAN;
        if (offset / DEVICE_SPAN == 2 && register == Console.OUT) {
            consoleOutput.write((int) value);
        } else if (offset / DEVICE_SPAN == 2 && register == Console.ERROR) {
            consoleErrors.write((int) value);
        } else if (offset / DEVICE_SPAN == 2 && register == 0x38) {
            listening = (int) value;
        } else if (offset / DEVICE_SPAN == 2) {
            ready = consoleInput.isEmpty() ? new byte[0] : consoleInput.remove();
            taken = 0;
        } else if (offset / DEVICE_SPAN == 3) {
            bootDisk.setRegister(this, register, value);
            Disk.BOOT.interrupt();
        } else if (offset / DEVICE_SPAN == 6) {
            dataDisk.setRegister(this, register, value);
            Disk.DATA.interrupt();
        } else if (offset / DEVICE_SPAN == 8) {
            swapDisk.setRegister(this, register, value);
            Disk.SWAP.interrupt();
        } else if (offset / DEVICE_SPAN == 7) {
            network[register / 8] = value;
        }
    }

    void write(long address, byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes);
        for (int i = 0; i < bytes.length; i += Long.BYTES) {
            store(address + i, Long.BYTES, words.getLong(i));
        }
    }

    void read(long address, byte[] to) {
        ByteBuffer words = ByteBuffer.wrap(to);
        for (int i = 0; i < to.length; i += Long.BYTES) {
            words.putLong(i, load(address + i, Long.BYTES));
        }
    }

    /** There is no TLB to tell. */
    private static final class SilentMmu extends Mmu {
        @Override
        public void setUserSpace(long root, int context, long key) {}

        @Override
        public void demapPage(long va, int context, long processors) {}

        @Override
        public void demapContext(int context, long processors, long key) {}

        @Override
        public void flushInstructions(long from, long bytes) {}
    }
}

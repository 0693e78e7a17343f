package dev.lamarck.kernel;

import dev.lamarck.hardware.device.Disk;
import dev.lamarck.kernel.mm.Pages;
import java.util.ArrayList;
import java.util.List;

/** A disk's registers over an array: every command ends at once. */
public final class HostedDisk {
    private static final int BYTES = 512;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int FLUSH = 3;
    private static final int DONE = 2;
    private static final int ERROR = 3;

    private final List<Disk.Observer> observers = new ArrayList<>();
    private final long[] registers = new long[5];
    private byte[] image = {};
    private long commands;

    public void insert(byte[] bytes) {
        image = bytes;
    }

    /** Changed by what is written. */
    public byte[] image() {
        return image;
    }

    public void addObserver(Disk.Observer observer) {
        observers.add(observer);
    }

    /** How many there have been. */
    public long commands() {
        return commands;
    }

    long register(int register) {
        return register == 0x28 ? (image.length + BYTES - 1) / BYTES : registers[register / 8];
    }

    void setRegister(HostedKernel machine, int register, long value) {
        registers[register / 8] = value;
        if (register == 0x18) {
            commands++;
            registers[4] = execute(machine, (int) value) ? DONE : ERROR;
        }
    }

    private boolean execute(HostedKernel machine, int command) {
        if (command == FLUSH) {
            observers.forEach(Disk.Observer::flushed);
            return true;
        }
        long sector = registers[0];
        long count = registers[1];
        if (sector < 0 || count <= 0 || sector + count > register(0x28)) {
            return false;
        }
        for (long i = 0; i < count; i++) {
            move(machine, command, sector + i, Pages.address(registers[2]) + i * BYTES);
        }
        return command == READ || command == WRITE;
    }

    private void move(HostedKernel machine, int command, long sector, long address) {
        int from = (int) sector * BYTES;
        int length = Math.min(BYTES, image.length - from);
        byte[] bytes = new byte[BYTES];
        if (command == READ) {
            System.arraycopy(image, from, bytes, 0, length);
            machine.write(address, bytes);
        } else {
            machine.read(address, bytes);
            System.arraycopy(bytes, 0, image, from, length);
            observers.forEach(each -> each.written(sector, bytes));
        }
    }
}

package dev.lamarck.syscalls.user;

import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.HostedMachine;
import dev.lamarck.toolchain.magic.HubLayout;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/** A process on the host: byte arrays have addresses, as system calls need them; a break; what is written is kept. */
final class HostedProcess extends HostedMachine {
    private static final long ARRAYS = 0x100_0000_0000L;
    private static final long BREAK = 0x40_0000;
    private static final long MOST_MEMORY = 16L << 20;

    final ByteArrayOutputStream output = new ByteArrayOutputStream();
    final Queue<byte[]> input = new ArrayDeque<>();
    /** How much a write takes at a time. */
    int largestWrite = Integer.MAX_VALUE;
    private final Map<Object, Long> addresses = new IdentityHashMap<>();
    private final TreeMap<Long, byte[]> arrays = new TreeMap<>();
    private long end = BREAK;

    static HostedProcess start() {
        HostedProcess process = new HostedProcess();
        install(process);
        return process;
    }

    @Override
    public long handle(Object object) {
        if (!(object instanceof byte[] array)) {
            return super.handle(object);
        }
        return addresses.computeIfAbsent(array, _ -> {
            long address = arrays.isEmpty() ? ARRAYS : arrays.lastKey() + arrays.lastEntry().getValue().length + 64 & -16;
            arrays.put(address, array);
            return address;
        });
    }

    @Override
    public long systemCall(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        return switch (number) {
            case SyscallNumber.BRK -> brk(a0);
            case SyscallNumber.WRITE -> write(a1, (int) a2);
            case SyscallNumber.READ -> read(a1, (int) a2);
            default -> super.systemCall(number, a0, a1, a2, a3, a4, a5);
        };
    }

    private long brk(long wish) {
        if (wish > end && wish < BREAK + MOST_MEMORY) {
            map(end, wish - end);
            end = wish;
        }
        return end;
    }

    private long write(long from, int length) {
        int n = Math.min(length, largestWrite);
        output.write(array(from), index(from), n);
        return n;
    }

    private long read(long to, int length) {
        if (input.isEmpty()) {
            return 0;
        }
        byte[] line = input.remove();
        int n = Math.min(length, line.length);
        System.arraycopy(line, 0, array(to), index(to), n);
        return n;
    }

    private byte[] array(long address) {
        return arrays.floorEntry(address).getValue();
    }

    private int index(long address) {
        return (int) (address - arrays.floorKey(address)) - HubLayout.ARRAY_ELEMENTS;
    }
}

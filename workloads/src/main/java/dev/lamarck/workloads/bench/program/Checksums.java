package dev.lamarck.workloads.bench.program;

import dev.lamarck.workloads.codegen.program.Numbers;

/** CRC-32 and the Internet checksum of 16 KB: table look-ups in a loop that carries one value. */
public final class Checksums {
    private static final int LENGTH = 1 << 14;
    private static final int POLYNOMIAL = 0xEDB8_8320;

    private Checksums() {
    }

    public static void main(String[] args) {
        int[] table = table();
        byte[] data = new byte[LENGTH];
        new Randoms(1).fill(data);
        long sum = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            data[rounds & LENGTH - 1]++;
            sum += Numbers.crc(table, data) ^ Numbers.checksum(data);
        }
        Rounds.report(sum);
    }

    private static int[] table() {
        int[] table = new int[1 << Byte.SIZE];
        for (int i = 0; i < table.length; i++) {
            int entry = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                entry = (entry & 1) != 0 ? entry >>> 1 ^ POLYNOMIAL : entry >>> 1;
            }
            table[i] = entry;
        }
        return table;
    }
}

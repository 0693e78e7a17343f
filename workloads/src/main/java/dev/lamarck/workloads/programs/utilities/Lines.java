package dev.lamarck.workloads.programs.utilities;

/** Lines in order of their bytes. */
final class Lines {
    /** Puts a line among the first so many, which are in order, behind those it equals. */
    static void insert(byte[][] lines, int count, byte[] line) {
        int at = count;
        while (at > 0 && compare(line, lines[at - 1]) < 0) {
            lines[at] = lines[at - 1];
            at--;
        }
        lines[at] = line;
    }

    static int compare(byte[] a, byte[] b) {
        int common = Math.min(a.length, b.length);
        for (int i = 0; i < common; i++) {
            if (a[i] != b[i]) {
                return (a[i] & 0xFF) - (b[i] & 0xFF);
            }
        }
        return a.length - b.length;
    }

    private Lines() {}
}

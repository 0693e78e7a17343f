package dev.lamarck.workloads.programs.utilities;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Directory;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** What {@code ps} prints: number, parent, state and name of every process, from {@code /proc/N/stat}. */
final class ProcessList {
    static int print() {
        Directory processes = Directory.open(Text.bytes("/proc"));
        if (processes == null) {
            return 1;
        }
        Output.STANDARD.text("  PID  PPID S NAME").line();
        while (processes.next()) {
            long pid = Bytes.number(processes.name(), processes.nameAt(), processes.nameAt() + processes.nameLength(), 10);
            if (pid > 0) {
                printProcess(pid);
            }
        }
        processes.close();
        return 0;
    }

    private static void printProcess(long pid) {
        byte[] text = new byte[256];
        int length = readStat(pid, text);
        int open = Bytes.indexOf(text, 0, length, '(');
        int close = Bytes.indexOf(text, open, length, ')');
        if (close + 4 < length) {
            int parent = close + 4;
            int parentEnd = Bytes.indexOf(text, parent, length, ' ');
            column(text, 0, open - 1);
            column(text, parent, parentEnd);
            Output.STANDARD.bytes(text, close + 2, 1).text(" ").bytes(text, open + 1, close - open - 1).line();
        }
        Heap.free(text);
    }

    /** 0 if the process has gone in the meantime. */
    private static int readStat(long pid, byte[] to) {
        byte[] path = new byte[32];
        int end = Bytes.append(path, 0, Text.bytes("/proc/"));
        end = Bytes.append(path, Bytes.decimal(path, end, pid), Text.bytes("/stat"));
        byte[] exact = new byte[end];
        Bytes.copy(path, 0, exact, 0, end);
        int descriptor = Posix.open(exact, 0, 0);
        long n = 0;
        if (descriptor >= 0) {
            n = Posix.read(descriptor, to, 0, to.length);
            Posix.close(descriptor);
        }
        Heap.free(path);
        Heap.free(exact);
        return n > 0 ? (int) n : 0;
    }

    private static void column(byte[] text, int from, int to) {
        for (int blanks = 5 - (to - from); blanks > 0; blanks--) {
            Output.STANDARD.text(" ");
        }
        Output.STANDARD.bytes(text, from, to - from).text(" ");
    }

    private ProcessList() {}
}

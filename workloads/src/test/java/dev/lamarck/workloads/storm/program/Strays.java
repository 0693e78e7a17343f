package dev.lamarck.workloads.storm.program;

import dev.lamarck.syscalls.user.Directory;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** Makes in {@code /tmp} what hostile processes can, folders in folders among it whose path is longer than any call takes, lets {@link Removal} take all away but a file, and says what there was and is. */
public final class Strays {
    private static final byte[] TMP = Text.bytes("/tmp");
    private static final byte[] KEPT = Text.bytes("guarded");
    private static final byte[] LONG_NAME = new byte[200];
    private static final int DEPTH = 100;
    private static final int READ_WRITE_CREATE = 0x0202;
    private static final int ALL = 0x1FF;

    public static void main(String[] args) {
        Posix.changeDirectory(TMP);
        file(KEPT);
        file(Text.bytes(".hidden"));
        file(Text.bytes("..."));
        file(new byte[] {1, '\n', (byte) 0xFF});
        Posix.symbolicLink(Text.bytes("/bin"), Text.bytes(".link"));
        Posix.makeDirectory(Text.bytes("unreadable"), 0);
        for (int i = 0; i < LONG_NAME.length; i++) {
            LONG_NAME[i] = 'n';
        }
        for (int depth = 0; depth < DEPTH; depth++) {
            Posix.makeDirectory(LONG_NAME, ALL);
            Posix.changeDirectory(LONG_NAME);
            file(Text.bytes(".within"));
            file(KEPT);
        }
        print();
        Removal.ofAllIn(TMP, KEPT);
        print();
        Output.STANDARD.flush();
    }

    private static void file(byte[] name) {
        Posix.close(Posix.open(name, READ_WRITE_CREATE, ALL));
    }

    private static void print() {
        int entries = 0;
        int kept = 0;
        Directory directory = Directory.open(TMP);
        while (directory.next()) {
            entries++;
            kept += directory.name()[directory.nameAt()] == 'g' ? 1 : 0;
        }
        directory.close();
        Output.STANDARD.decimal(entries).text(" entries, ").decimal(kept).text(" kept").line();
    }
}

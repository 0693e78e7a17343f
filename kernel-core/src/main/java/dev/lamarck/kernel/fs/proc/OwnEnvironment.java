package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.exec.InitialStack;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Uva;

/** {@code /proc/self/environ}: the environment with which the program began, each string with a NUL behind it, as its stack shows it now. */
final class OwnEnvironment extends OwnText {
    private static final int LONGEST = 4096;
    private static final int WORD = 8;

    OwnEnvironment(long number, int pid) {
        super(number, pid);
    }

    @Override
    void write(TextBuffer text, Proc self) {
        byte[] string = new byte[LONGEST];
        @Uva long vector = InitialStack.environment(self.initialStack);
        int length = 0;
        for (long each = UserMemory.load64(vector); each != 0 && length >= 0; each = UserMemory.load64(vector)) {
            length = UserMemory.copyInString(each, string);
            text.bytes(string, length < 0 ? 0 : length + 1);
            vector += WORD;
        }
        Kmem.free(string);
    }
}

package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Exit;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/** Programs by name: a path, or looked for in the directories of {@code PATH}. */
final class Programs {
    private static final int ENOENT = 2;
    private static final int ENOTDIR = 20;
    private static final int ENOEXEC = 8;

    /** The process becomes a program, or ends with why it cannot. A file that is no program is a script. */
    static void become(byte[][] vector) {
        byte[][] environment = Variables.environment();
        byte[] name = vector[0];
        int error = ENOENT;
        if (Bytes.indexOf(name, 0, name.length, '/') < name.length) {
            error = execute(name, vector, environment);
        } else {
            byte[] path = path();
            for (int at = 0; at <= path.length && isAbsent(error);) {
                int end = Bytes.indexOf(path, at, path.length, ':');
                error = execute(new Buffer().addRange(path, at, end).add('/').addAll(name).take(), vector, environment);
                at = end + 1;
            }
        }
        Shell.complain(name, isAbsent(error) ? "not found" : "cannot execute");
        Exit.now(isAbsent(error) ? Shell.NOT_FOUND : Shell.NOT_EXECUTABLE);
    }

    private static boolean isAbsent(int error) {
        return error == ENOENT || error == ENOTDIR;
    }

    private static byte[] path() {
        byte[] name = Text.bytes("PATH");
        byte[] path = Variables.value(name, 0, name.length);
        return path == null ? Text.bytes("/bin") : path;
    }

    /** Does not return if it can be done. @return an error number */
    private static int execute(byte[] path, byte[][] vector, byte[][] environment) {
        int error = -Posix.execute(path, vector, environment);
        if (error == ENOEXEC) {
            byte[][] script = new byte[vector.length + 1][];
            script[0] = Text.bytes("sh");
            script[1] = path;
            for (int i = 1; i < vector.length; i++) {
                script[i + 1] = vector[i];
            }
            error = -Posix.execute(Text.bytes("/bin/sh"), script, environment);
        }
        return error;
    }

    private Programs() {}
}

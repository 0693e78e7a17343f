package dev.lamarck.kernel.exec;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Console;
import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Exec;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Text;

/**
 * Process 1, which the boot arguments name: its descriptors 0 and 1 are the console, 2 its error stream. A program that cannot be started ends the run as a
 * shell would, with a line on the error stream.
 */
public final class FirstProgram {
    private static final int POWER_OFF = 0x00;
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    /** Starts it; the boot arguments are so many bytes at this address. */
    public static void start(@Kva long bootArguments, int length) {
        BootArguments wanted = new BootArguments();
        int error = wanted.parse(bootArguments, length);
        ProcessFiles files = error == 0 ? openFiles(wanted) : null;
        Program program = new Program();
        if (files == null) {
            error = error == 0 ? -Errno.ENOENT : error;
        } else {
            PathName name = PathName.from(files).with(Bytes.copyOf(wanted.program));
            error = program.load(name, wanted.arguments, wanted.environment);
            name.free();
        }
        if (error == 0) {
            Exec.startFirst(program, files);
        } else {
            giveUp(wanted.program, error);
        }
        CopyOut.plan(wanted.copies);
        wanted.startFailures();
        Kmem.free(program);
        wanted.free();
    }

    /** Null if the directory does not exist. */
    private static ProcessFiles openFiles(BootArguments wanted) {
        Vnode root = RootFileSystem.root();
        PathName directory = new PathName(root).with(Bytes.copyOf(wanted.directory));
        int error = Lookup.lookupname(directory, true);
        ProcessFiles files = null;
        if (error == 0 && directory.vnode().isDirectory()) {
            files = new ProcessFiles(directory.take());
            int input = open(files, "/dev/console");
            files.duplicate(input, 0, false);
            open(files, "/dev/stderr");
        }
        directory.free();
        return files;
    }

    private static int open(ProcessFiles files, String path) {
        PathName name = new PathName(RootFileSystem.root()).with(Bytes.copyOf(Text.bytes(path)));
        int descriptor = FileOpen.copen(files, name, OpenFlags.READ_WRITE, 0);
        name.free();
        return descriptor;
    }

    private static void giveUp(byte[] program, int error) {
        print(Text.bytes("lamarck: cannot start "));
        print(program);
        print(Text.bytes(error == -Errno.ENOENT ? ": not found\n" : error == -Errno.ENOEXEC ? ": not a program\n" : ": cannot be loaded\n"));
        Devices.write(Devices.SYSTEM_CONTROL, POWER_OFF, error == -Errno.ENOENT ? NOT_FOUND : NOT_EXECUTABLE);
    }

    private static void print(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            Console.put(Console.ERROR, text[i]);
        }
    }

    private FirstProgram() {}
}

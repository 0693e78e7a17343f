package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.fs.device.FullFile;
import dev.lamarck.kernel.fs.device.PseudoDirectory;
import dev.lamarck.kernel.fs.device.PseudoMultiplexer;
import dev.lamarck.kernel.fs.device.RandomFile;
import dev.lamarck.kernel.ipc.PosixQueues;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Text;

/** What programs written for Linux look for in {@code /dev} besides the console and its like. A small kernel does without. */
final class SpecialFiles {
    static void put(Vnode devices) {
        RootFileSystem.put(devices, "urandom", new RandomFile());
        link(devices, "random", "urandom");
        RootFileSystem.put(devices, "full", new FullFile());
        RootFileSystem.put(devices, "ptmx", new PseudoMultiplexer());
        RootFileSystem.put(devices, "pts", new PseudoDirectory(devices));
        PosixQueues.start(RootFileSystem.directory(devices, "mqueue", RootFileSystem.PUBLIC_PERMISSIONS));
        link(devices, "fd", "/proc/self/fd");
        link(devices, "stdin", "/proc/self/fd/0");
        link(devices, "stdout", "/proc/self/fd/1");
    }

    private static void link(Vnode devices, String name, String target) {
        byte[] bytes = Text.bytes(name);
        if (devices.symlink(bytes, 0, bytes.length, Bytes.copyOf(Text.bytes(target))) != 0) {
            throw Kernel.panic("cannot make /dev");
        }
    }

    private SpecialFiles() {}
}

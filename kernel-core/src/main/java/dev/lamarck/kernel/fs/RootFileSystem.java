package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.driver.Console;
import dev.lamarck.kernel.fs.device.ConsoleFile;
import dev.lamarck.kernel.fs.device.NullFile;
import dev.lamarck.kernel.fs.device.TerminalFile;
import dev.lamarck.kernel.fs.device.ZeroFile;
import dev.lamarck.kernel.fs.proc.ProcRoot;
import dev.lamarck.kernel.fs.tmp.TmpDirectory;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Text;

/** The one tree of names: in memory, with {@code /dev} and {@code /proc} in it and what is mounted. */
public final class RootFileSystem {
    private static final int DIRECTORY_PERMISSIONS = 0x1ED;
    static final int PUBLIC_PERMISSIONS = 0x3FF;

    private static Vnode root;
    /** Beside the root; null if nothing is. */
    private static Volume mounted;

    /** The directory above all; held for ever. */
    public static Vnode root() {
        return root;
    }

    /** Makes the tree with nothing in it but what the kernel itself shows. */
    public static void start() {
        mounted = null;
        root = new TmpDirectory(DIRECTORY_PERMISSIONS, null);
        directory(root, "tmp", PUBLIC_PERMISSIONS).release();
        Vnode devices = directory(root, "dev", DIRECTORY_PERMISSIONS);
        putConsole(devices);
        put(devices, "null", new NullFile());
        put(devices, "zero", new ZeroFile());
        directory(devices, "shm", PUBLIC_PERMISSIONS).release();
        SpecialFiles.put(devices);
        devices.release();
        put(root, "proc", new ProcRoot());
    }

    private static void putConsole(Vnode devices) {
        boolean isTerminal = Console.isTerminal();
        put(devices, "console", isTerminal ? TerminalFile.forOutput() : ConsoleFile.forOutput());
        put(devices, "tty", TerminalFile.ofSession());
        put(devices, "stderr", isTerminal ? TerminalFile.forErrors() : ConsoleFile.forErrors());
    }

    static Vnode directory(Vnode parent, String name, int permissions) {
        PathName path = new PathName(parent).with(Bytes.copyOf(Text.bytes(name)));
        path.advance();
        parent.create(path, FileMode.DIRECTORY | permissions);
        Vnode made = path.take();
        path.free();
        return made;
    }

    /** Lets a file system appear as a directory of the root. */
    public static void mount(String name, Vnode top, Volume volume) {
        put(root, name, top);
        mounted = volume;
    }

    /** Whether something is mounted. */
    public static boolean hasVolume() {
        return mounted != null;
    }

    /** Makes safe what has been written to any file. */
    public static int sync() {
        return mounted == null ? 0 : mounted.sync();
    }

    static void put(Vnode directory, String name, Vnode file) {
        byte[] bytes = Text.bytes(name);
        if (directory.link(bytes, 0, bytes.length, file) != 0) {
            throw Kernel.panic("cannot make the root file system");
        }
        file.release();
    }

    private RootFileSystem() {}
}

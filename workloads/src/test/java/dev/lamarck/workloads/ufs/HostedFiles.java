package dev.lamarck.workloads.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.NameOperations;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.ufs.DataDisk;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.workloads.powercut.Survivors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A kernel on the host with an image mounted at {@code /mnt}, and operations by path, below it; results are as of system calls. */
final class HostedFiles {
    private static final long MAPPED = 0x10_0000;

    final HostedKernel kernel = HostedKernel.start();

    private HostedFiles() {}

    /** Mounts the image, which is changed. */
    static HostedFiles mount(byte[] image) {
        HostedFiles files = new HostedFiles();
        files.kernel.dataDisk.insert(image);
        DataDisk.mount();
        return files;
    }

    /** A new file system. */
    static HostedFiles make(int bytes, int blocksPerGroup) {
        return mount(UfsMaker.make(bytes, blocksPerGroup));
    }

    /** What is on the disk, checked as it is. */
    UfsCheck.Report check() {
        return UfsCheck.check(UfsImage.open(kernel.dataDisk.image().clone()));
    }

    private static PathName path(String path) {
        return new PathName(RootFileSystem.root()).with(("/mnt" + path).getBytes(StandardCharsets.UTF_8));
    }

    Vnode find(String path) {
        PathName name = path(path);
        Vnode found = Lookup.lookupname(name, false) == 0 ? name.take() : null;
        name.free();
        return found;
    }

    int open(String path, int flags) {
        PathName name = path(path);
        int descriptor = FileOpen.copen(Proc.current().files, name, flags, 0x1A4);
        name.free();
        return descriptor;
    }

    int close(int descriptor) {
        return Proc.current().files.close(descriptor);
    }

    long write(int descriptor, long offset, byte[] bytes) {
        OpenFile file = Proc.current().files.get(descriptor);
        long page = Pages.allocateRun(bytes.length / Pages.BYTES + 1);
        for (int i = 0; i < bytes.length; i++) {
            Memory.store8(page + i, bytes[i]);
        }
        long n = file.writeAt(offset, Uio.kernel(page, bytes.length));
        Pages.release(page);
        return n;
    }

    /** Opens with these flags, writes, closes. @return bytes written or an error */
    long put(String path, int flags, long offset, byte[] bytes) {
        int descriptor = open(path, flags | OpenFlags.WRITE_ONLY);
        if (descriptor < 0) {
            return descriptor;
        }
        long n = write(descriptor, offset, bytes);
        close(descriptor);
        return n;
    }

    /** Stores through a shared mapping of the page. @return how many bytes, −ENOSPC if the page cannot be written to, or an error */
    long store(String path, long offset, byte[] bytes, boolean isSafe) {
        int descriptor = open(path, OpenFlags.READ_WRITE);
        if (descriptor < 0) {
            return descriptor;
        }
        AddressSpace space = new AddressSpace();
        space.mapFile(MAPPED, Pages.BYTES, AddressSpace.READ | AddressSpace.WRITE, Proc.current().files.get(descriptor).vnode(), offset & -Pages.BYTES, true);
        close(descriptor);
        long at = bytes.length == 0 ? 0 : space.resolve(MAPPED + (offset & Pages.BYTES - 1), AddressSpace.WRITE);
        for (int i = 0; at != 0 && i < bytes.length; i++) {
            Memory.store8(at + i, bytes[i]);
        }
        int error = isSafe ? space.sync(MAPPED, Pages.BYTES) : 0;
        space.destroy();
        return at == 0 && bytes.length > 0 ? -Errno.ENOSPC : error == 0 ? bytes.length : error;
    }

    byte[] read(String path) {
        Vnode file = find(path);
        byte[] bytes = contents(file);
        file.release();
        return bytes;
    }

    static byte[] contents(Vnode file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long page = Pages.allocateZeroed();
        long n;
        do {
            n = file.readTo(bytes.size(), Uio.kernel(page, Pages.BYTES));
            for (int i = 0; i < n; i++) {
                bytes.write(Memory.load8(page + i));
            }
        } while (n > 0);
        Pages.release(page);
        return bytes.toByteArray();
    }

    int truncate(String path, long length) {
        return with(path, name -> {
            int error = Lookup.lookupname(name, true);
            return error == 0 ? name.vnode().truncate(length) : error;
        });
    }

    int mkdir(String path) {
        return with(path, name -> NameOperations.makeDirectory(name, 0x1ED));
    }

    int rmdir(String path) {
        return with(path, name -> NameOperations.remove(name, true));
    }

    int unlink(String path) {
        return with(path, name -> NameOperations.remove(name, false));
    }

    int rename(String from, String to) {
        return with(from, name -> with(to, other -> NameOperations.rename(name, other)));
    }

    int link(String existing, String path) {
        return with(existing, name -> with(path, other -> NameOperations.link(name, other)));
    }

    int symlink(String text, String path) {
        PathName target = new PathName(null).with(text.getBytes(StandardCharsets.UTF_8));
        int result = with(path, name -> NameOperations.symlink(target, name));
        target.free();
        return result;
    }

    int sync() {
        return RootFileSystem.sync();
    }

    private interface Use {
        int of(PathName name);
    }

    private static int with(String path, Use use) {
        PathName name = path(path);
        int result = use.of(name);
        name.free();
        return result;
    }

    Set<String> names(String path) {
        Set<String> names = new TreeSet<>();
        Vnode directory = find(path);
        directory.list(0, new DirectoryVisitor() {
            @Override
            public boolean visit(byte[] name, long number, int mode, long next) {
                names.add(new String(name, StandardCharsets.UTF_8));
                return true;
            }
        });
        directory.release();
        names.remove(".");
        names.remove("..");
        return names;
    }

    /** Every file by its path. */
    Map<String, Survivors.Found> all() {
        Map<String, Survivors.Found> found = new TreeMap<>();
        collect("", found);
        return found;
    }

    private void collect(String path, Map<String, Survivors.Found> found) {
        Vnode file = find(path);
        found.put(path, new Survivors.Found(file.number(), file.isDirectory() ? null : contents(file)));
        if (file.isDirectory()) {
            names(path).forEach(name -> collect(path + "/" + name, found));
        }
        file.release();
    }
}

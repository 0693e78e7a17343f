package dev.lamarck.kernel.fs.tar;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.NameOperations;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.tmp.TmpFile;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;

/** Copies the archive's directories, files and symbolic links into the root; the disk writes the pages of files itself. */
public final class BootArchive {
    private static final int SECTORS_A_PAGE = Pages.BYTES / Disk.SECTOR_BYTES;

    private final TarHeader header = new TarHeader();
    private final @Kva long block = Pages.allocate(0);
    /** The next header's. It only grows. */
    private long sector;
    /** The first in the block; −1 before there is one. */
    private long fetched = -1;

    private BootArchive() {}

    /** Reads the whole disk. @return 0, −EIO, −EINVAL if it holds no archive, −ENOSPC */
    public static int extract() {
        BootArchive archive = new BootArchive();
        int error = archive.extractAll();
        Pages.release(archive.block);
        archive.header.free();
        Kmem.free(archive);
        return error;
    }

    private int extractAll() {
        while (sector < Disk.BOOT.capacity()) {
            int error = fetch();
            if (error != 0) {
                return error;
            }
            header.load(block + (sector - fetched) * Disk.SECTOR_BYTES);
            sector++;
            if (header.isEnd()) {
                return 0;
            }
            error = header.isValid() ? extractMember() : -Errno.EINVAL;
            if (error != 0) {
                return error;
            }
        }
        return 0;
    }

    /** Sees to it that the block has the sector: the headers of links stand one behind the other. */
    private int fetch() {
        if (fetched >= 0 && sector < fetched + SECTORS_A_PAGE) {
            return 0;
        }
        fetched = sector;
        return Disk.BOOT.read(sector, (int) Math.min(SECTORS_A_PAGE, Disk.BOOT.capacity() - sector), Pages.physical(block));
    }

    private int extractMember() {
        PathName path = new PathName(RootFileSystem.root()).with(header.path());
        int type = header.type();
        int error = -Errno.EINVAL;
        if (type == TarHeader.DIRECTORY) {
            error = NameOperations.makeDirectory(path, header.mode());
            error = error == -Errno.EEXIST ? 0 : error;
        } else if (type == TarHeader.SYMBOLIC_LINK) {
            PathName text = new PathName(RootFileSystem.root()).with(header.link());
            error = NameOperations.symlink(text, path);
            text.free();
        } else if (type == TarHeader.REGULAR && header.size() >= 0) {
            error = extractFile(path, header.size());
        }
        path.free();
        return error;
    }

    private int extractFile(PathName path, long size) {
        int error = FileOpen.vnCreate(path, OpenFlags.EXCLUSIVE, header.mode());
        if (error != 0) {
            return error;
        }
        TmpFile file = (TmpFile) path.vnode();
        long sectors = (size + Disk.SECTOR_BYTES - 1) / Disk.SECTOR_BYTES;
        for (long done = 0; error == 0 && done < sectors; done += SECTORS_A_PAGE) {
            long page = file.pageToFill(done * Disk.SECTOR_BYTES);
            int count = (int) Math.min(SECTORS_A_PAGE, sectors - done);
            error = page == 0 ? -Errno.ENOSPC : Disk.BOOT.read(sector + done, count, Pages.physical(page));
        }
        sector += sectors;
        file.setFilled(size);
        return error;
    }
}

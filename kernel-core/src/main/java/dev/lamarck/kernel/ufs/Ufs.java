package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.Dnlc;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.fs.Volume;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.PageCache;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A file system on a disk, mounted. Its lock is held by every operation from {@link #begin} or {@link #enter} to {@link #leave}, reading and writing
 * the disk included; under it no user memory is touched, no vnode given back, and nothing else locked but the disk, the name cache and the
 * allocators.
 */
public final class Ufs implements Volume, PageCache {
    /** What {@code stat} shows as the device. */
    public static final int DEVICE = 2;
    /** Above the numbers of files in memory. */
    private static final int NUMBER_SHIFT = 32;
    private static final long NUMBERS = 1L << NUMBER_SHIFT;

    final Superblock geometry;
    final BufferCache cache;
    final FilePages pages;
    final CylinderGroups groups;
    final BlockMap map;
    final NodeTable nodes = new NodeTable();
    final Orphans orphans = new Orphans(this);
    final Dnlc names = new Dnlc();
    /** For whoever has the lock. */
    final DirectoryScan scan = new DirectoryScan(this);
    /** Why the last operation of whoever has the lock made nothing. */
    int reason;
    private final Journal journal;
    private final Mutex lock = new Mutex();

    private Ufs(Superblock geometry, BufferCache cache, Journal journal, CylinderGroups groups) {
        this.geometry = geometry;
        this.cache = cache;
        this.journal = journal;
        this.groups = groups;
        pages = new FilePages(cache);
        map = new BlockMap(cache, pages, groups, geometry);
    }

    /** Mounts what is on a disk: puts its log where it belongs, and frees the orphans. Null if it holds no file system, or one that cannot be read. */
    @Symbol("ufs_mountfs")
    public static Ufs mount(Disk disk) {
        Superblock geometry = readGeometry(disk);
        if (geometry == null) {
            return null;
        }
        BufferCache cache = new BufferCache(disk);
        Journal journal = new Journal(disk, cache, geometry.logBlock, geometry.logBlocks);
        int error = journal.replay();
        CylinderGroups groups = new CylinderGroups(cache, geometry);
        Ufs ufs = new Ufs(geometry, cache, journal, groups);
        if (error == 0 && groups.isValid()) {
            error = ufs.freeOrphans();
        }
        if (error == 0) {
            return ufs;
        }
        ufs.free();
        return null;
    }

    private static Superblock readGeometry(Disk disk) {
        if (disk.capacity() < 2L * UfsFormat.SECTORS_PER_BLOCK) {
            return null;
        }
        BufferCache cache = new BufferCache(disk);
        Buffer block = cache.read(UfsFormat.SUPER_BLOCK);
        Superblock geometry = block == null ? null : new Superblock(block);
        cache.free();
        if (geometry != null && !geometry.isValid(disk.capacity())) {
            Kmem.free(geometry);
            geometry = null;
        }
        return geometry;
    }

    private int freeOrphans() {
        int before = 0;
        int first = orphans.first();
        while (first > 0 && first != before) {
            enter();
            UfsNode node = geometry.isInode(first) ? node(first) : null;
            leave();
            if (node == null) {
                return -Errno.EIO;
            }
            node.release();
            before = first;
            first = orphans.first();
        }
        return first == 0 ? sync() : -Errno.EIO;
    }

    /** Ends the mount; its files are no longer in use. What has not been synced is lost. */
    public void free() {
        names.free();
        journal.free();
        cache.free();
        groups.destroy();
        nodes.free();
        lock.free();
        Kmem.free(geometry);
        Kmem.free(map);
        pages.free();
        Kmem.free(orphans);
        scan.free();
        Kmem.free(this);
    }

    /** The file system's root, held; null if it cannot be read. */
    public UfsDirectory root() {
        enter();
        UfsNode root = node(UfsFormat.ROOT_INODE);
        leave();
        return root instanceof UfsDirectory directory ? directory : null;
    }

    void enter() {
        lock.acquire();
    }

    /**
     * Begins an operation that changes something: all of it is in one transaction. To be ended by {@link #leave} whatever comes of it.
     *
     * @return 0, or −EIO if the disk has failed before: then nothing changes any more
     */
    @Symbol("ufs_begin")
    int begin() {
        lock.acquire();
        boolean isFull = cache.loggedSectors() + UfsFormat.operationSectors(geometry.groups) > journal.capacity();
        return cache.hasFailed() ? -Errno.EIO : isFull || cache.isCrowded() ? commit() : 0;
    }

    void leave() {
        lock.release();
    }

    /** Everything that has been done so far is safe afterwards. @return 0 or −EIO */
    @Override
    @Symbol("ufs_sync")
    public int sync() {
        lock.acquire();
        int error = commit();
        lock.release();
        return error;
    }

    /** What is to be written is written if the rest does not suffice; mappings' and readers' pages stay. */
    @Override
    @Symbol("ufs_page_out")
    public void giveUp(int pages) {
        lock.acquire();
        int left = pages;
        while (left > 0 && cache.table.evict()) {
            left--;
        }
        if (left > 0) {
            commit();
        }
        while (left > 0 && cache.table.evict()) {
            left--;
        }
        lock.release();
    }

    /** For an operation that found no space: whether there is some now. It has changed nothing so far. */
    boolean gainsSpace() {
        return groups.isFreeing() && commit() == 0;
    }

    private int commit() {
        pages.takeRights(nodes);
        groups.enterFreed();
        return cache.hasFailed() ? -Errno.EIO : journal.commit();
    }

    /** What a file's number is to the rest of the kernel. */
    long numbered(int inode) {
        return NUMBERS | inode;
    }

    /** The file with that inode, held; null if it cannot be read or is none. */
    @Symbol("ufs_iget")
    UfsNode node(int inode) {
        UfsNode node = nodes.find(inode);
        if (node != null) {
            return node;
        }
        Buffer record = geometry.isInode(inode) ? cache.read(geometry.inodeBlock(inode)) : null;
        if (record != null) {
            node = make(inode, record, Superblock.inodeOffset(inode));
        }
        if (node == null) {
            cache.fail();
        } else {
            nodes.add(node);
        }
        return node;
    }

    private UfsNode make(int inode, Buffer record, int at) {
        return switch (record.get32(at) & FileMode.KIND) {
            case FileMode.DIRECTORY -> new UfsDirectory(this, inode, record, at);
            case FileMode.REGULAR -> new UfsFile(this, inode, record, at);
            case FileMode.SYMBOLIC_LINK -> new UfsLink(this, inode, record, at);
            default -> null;
        };
    }

    /** A new inode for a file in a directory, its record written, without a link. @return its number, −ENOSPC, −EIO */
    int newInode(int mode, UfsDirectory above) {
        boolean isDirectory = (mode & FileMode.KIND) == FileMode.DIRECTORY;
        int inode = groups.allocateInode(isDirectory ? groups.emptiest() : above.inode / geometry.inodesPerGroup, isDirectory);
        if (inode == 0) {
            return cache.hasFailed() ? -Errno.EIO : -Errno.ENOSPC;
        }
        Buffer record = cache.read(geometry.inodeBlock(inode));
        if (record == null) {
            return -Errno.EIO;
        }
        int at = Superblock.inodeOffset(inode);
        long now = TimeOfDay.seconds();
        record.clear(at, UfsFormat.INODE_BYTES);
        record.put32(at + UfsFormat.INODE_MODE, mode);
        record.put64(at + UfsFormat.INODE_ACCESSED, now);
        record.put64(at + UfsFormat.INODE_MODIFIED, now);
        record.put64(at + UfsFormat.INODE_CHANGED, now);
        record.put32(at + UfsFormat.INODE_OWNER, Permission.user());
        record.put32(at + UfsFormat.INODE_GROUP, Permission.groupIn(above));
        cache.log(record, at, UfsFormat.INODE_BYTES);
        return inode;
    }

    /** Frees the inode and the contents of a file that has neither name nor user. */
    @Symbol("ufs_delete")
    void reclaim(UfsNode node) {
        if (orphans.remove(node) != 0 || !node.hasShortText() && map.truncate(node, 0) != 0) {
            cache.fail();
            return;
        }
        Buffer record = cache.read(geometry.inodeBlock(node.inode));
        if (record != null) {
            int at = Superblock.inodeOffset(node.inode);
            record.clear(at, UfsFormat.INODE_BYTES);
            cache.log(record, at, UfsFormat.INODE_BYTES);
            groups.freeInode(node.inode, node.isDirectory());
        }
    }

    /** Which name is which file, as far as it is remembered. */
    public Dnlc names() {
        return names;
    }

    @Override
    public long magic() {
        return UfsFormat.GROUP_MAGIC;
    }

    @Override
    public int unitBytes() {
        return UfsFormat.FRAGMENT_BYTES;
    }

    @Override
    public long units() {
        return geometry.fragments;
    }

    /** Those that the running transaction frees are not among them yet. */
    @Override
    public long freeUnits() {
        enter();
        long free = groups.total(UfsFormat.GROUP_FREE_FRAGMENTS);
        leave();
        return free;
    }
}

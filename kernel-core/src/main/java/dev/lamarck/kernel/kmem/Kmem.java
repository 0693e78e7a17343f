package dev.lamarck.kernel.kmem;

import dev.lamarck.kernel.mm.AllocationFailures;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sync.SpinLock;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Cell32;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.RuntimeHook;
import dev.lamarck.toolchain.magic.Symbol;

/** Allocation and freeing: of objects, for compiled {@code new}; of bytes, for everything of variable size. */
@Magic
public final class Kmem {
    /** Odd, and no address: a freed object's class word (as an int) and reference fields. */
    public static final long POISON = 0xDEADBEEF_DEADBEEFL;

    /** Sizes from which on the next size class is chosen; beyond the last, whole pages. */
    private static final int[] SIZES = {16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 672, 1008, 1360, 2032};
    private static final int LARGEST = 2032;
    private static final int GRAIN = 16;
    /** Set in what stands for an object's address in a hosted run, where the JVM owns the object. */
    private static final long HOSTED_HANDLE = 1;
    /** Index of the cache for ⌈bytes/16⌉. */
    private static final byte[] CLASS_OF = classes();
    private static final KmemCache[] BY_SIZE = sizeCaches();
    /** The caches of what a cache is made of: objects of the image, for making a cache needs them. */
    private static final KmemCache OF_CACHES = new KmemCache();
    private static final KmemCache OF_LOCKS = new KmemCache();
    private static final KmemCache OF_CELLS = new KmemCache();

    private static final SpinLock MAKING = new SpinLock();
    private static KmemCache ofClasses;
    /** In use by what is larger than every size. */
    private static final Cell32 LARGE_PAGES = new Cell32(0);

    private static byte[] classes() {
        byte[] classes = new byte[LARGEST / GRAIN + 1];
        int index = 0;
        for (int i = 0; i < classes.length; i++) {
            if (i * GRAIN > SIZES[index]) {
                index++;
            }
            classes[i] = (byte) index;
        }
        return classes;
    }

    private static KmemCache[] sizeCaches() {
        KmemCache[] caches = new KmemCache[SIZES.length];
        for (int i = 0; i < caches.length; i++) {
            caches[i] = new KmemCache().ofSize(SIZES[i]);
        }
        return caches;
    }

    /** Before the first {@code new}; pages are there. */
    public static void start(int processors) {
        publish(Address.hubOf(KmemCache.class), OF_CACHES);
        publish(Address.hubOf(SpinLock.class), OF_LOCKS);
        publish(Address.hubOf(Cell32.class), OF_CELLS);
        if (KmemAudit.isOn()) {
            for (int i = 0; i < BY_SIZE.length; i++) {
                BY_SIZE[i].audited();
            }
        } else {
            MagazineLayer.start(processors);
        }
    }

    /** Memory is short: the free buffers in magazines go back to their slabs, and pages with nothing else to the free ones. */
    public static void reap() {
        MagazineLayer.reap();
    }

    /** Memory with undefined contents, 16-byte aligned. @return 0 if there is none */
    @Symbol("kmem_alloc")
    @NoInline
    public static @Kva long alloc(long bytes) {
        if (bytes > LARGEST) {
            return allocateLarge(bytes);
        }
        return BY_SIZE[CLASS_OF[(int) (bytes + GRAIN - 1) / GRAIN]].allocate(bytes);
    }

    @NoInline
    private static long allocateLarge(long bytes) {
        int pages = (int) (bytes + Pages.BYTES - 1 >>> Pages.SHIFT);
        long run = Pages.allocateRun(pages);
        if (run == 0) {
            reap();
            run = Pages.allocateRun(pages);
        }
        if (run != 0) {
            LARGE_PAGES.getAndAdd(pages);
            if (KmemAudit.isOn()) {
                KmemAudit.blockGiven(run, bytes);
            }
        }
        return run;
    }

    /** Cleared memory. @return 0 if there is none */
    public static @Kva long allocZeroed(long bytes) {
        long at = alloc(bytes);
        if (at != 0) {
            Blocks.zero(at, bytes + 7 & -8L);
            if (KmemAudit.isOn()) {
                KmemAudit.fenceAgain(at, bytes);
            }
        }
        return at;
    }

    /** Gives back what {@link #alloc} gave. */
    @Symbol("kmem_free")
    @NoInline
    public static void free(@Kva long memory) {
        long page = memory & -Pages.BYTES;
        long owner = Pages.owner(page);
        if (owner == 0) {
            assert memory == page;
            if (KmemAudit.isOn()) {
                KmemAudit.blockTakenBack(page);
            }
            LARGE_PAGES.getAndAdd(-Pages.run(page));
            Pages.release(page);
        } else {
            ((KmemCache) Address.object(owner)).free(memory);
        }
    }

    /** Frees an object or array of the heap; any later use of it is a bug that traps. */
    @RuntimeHook(RuntimeHook.Kind.FREE)
    @Symbol("kmem_free_object")
    public static void free(Object object) {
        long address = Address.of(object);
        if ((address & HOSTED_HANDLE) != 0) {
            return;
        }
        if (address < Pages.DIRECT) {
            throw Kernel.panic("freed an object of the image");
        }
        if (KmemAudit.isOn()) {
            KmemAudit.checkHeld(address);
        }
        Poison.object(address);
        free(address);
    }

    /** Compiled {@code new} of a class: a cleared object with its header. */
    @RuntimeHook(RuntimeHook.Kind.NEW)
    @Symbol("kmem_new")
    static long allocateObject(long hub) {
        long cache = Memory.load64(hub + HubLayout.CACHE);
        if (cache == 0) {
            cache = makeCache(hub);
        }
        int bytes = Memory.load32(hub + HubLayout.INSTANCE_BYTES) + 7 & -8;
        long object = ((KmemCache) Address.object(cache)).allocate(bytes);
        if (object == 0) {
            throw Kernel.panic("out of kernel memory");
        }
        Memory.store32(object + HubLayout.OBJECT_HUB, (int) hub);
        Memory.store32(object + HubLayout.OBJECT_STATE, 0);
        Blocks.zero(object + HubLayout.OBJECT_FIELDS, bytes - HubLayout.OBJECT_FIELDS);
        return object;
    }

    /** Compiled {@code new T[n]}: a cleared array with its header. */
    @RuntimeHook(RuntimeHook.Kind.NEW_ARRAY)
    @Symbol("kmem_new_array")
    static long allocateArray(long hub, int length) {
        long bytes = HubLayout.ARRAY_ELEMENTS + ((long) length << elementShift(hub));
        long array = alloc(bytes);
        if (array == 0) {
            throw Kernel.panic("out of kernel memory");
        }
        formatArray(array, hub, length, bytes);
        if (KmemAudit.isOn()) {
            KmemAudit.fenceAgain(array, bytes);
        }
        return array;
    }

    /**
     * Whether {@code new} of an array with so many bytes of elements succeeds, for who has preemption off until then. Whatever a program may make larger than a page is asked for so:
     * its pages must follow one another, and free memory may be in pieces.
     */
    public static boolean hasRoom(long elementBytes) {
        long bytes = HubLayout.ARRAY_ELEMENTS + elementBytes;
        return !AllocationFailures.isDue() && hasRun(bytes > LARGEST ? (int) (bytes + Pages.BYTES - 1 >>> Pages.SHIFT) : 1);
    }

    private static boolean hasRun(int pages) {
        if (Pages.hasRun(pages)) {
            return true;
        }
        reap();
        return Pages.hasRun(pages);
    }

    /** A new array; null if there is no memory for it. */
    public static byte[] bytes(int length) {
        Sched.disablePreemption();
        byte[] array = hasRoom(length) ? new byte[length] : null;
        Sched.enablePreemption();
        return array;
    }

    /** Writes an array's header and clears its elements. */
    static void formatArray(@Kva long array, long hub, int length, long bytes) {
        Memory.store32(array + HubLayout.OBJECT_HUB, (int) hub);
        Memory.store32(array + HubLayout.OBJECT_STATE, 0);
        Memory.store32(array + HubLayout.ARRAY_LENGTH, length);
        Memory.store32(array + HubLayout.ARRAY_LENGTH + 4, 0);
        Blocks.zero(array + HubLayout.ARRAY_ELEMENTS, (bytes + 7 & -8L) - HubLayout.ARRAY_ELEMENTS);
    }

    static int elementShift(long hub) {
        return Memory.load32(hub + HubLayout.FLAGS) >>> HubLayout.ELEMENT_SHIFT_POSITION & HubLayout.ELEMENT_SHIFT_MASK;
    }

    /** The cache of a class, made now; if two threads make one at a time, the first counts. */
    private static long makeCache(long hub) {
        KmemCache made = new KmemCache();
        MAKING.acquire();
        if (Memory.load64(hub + HubLayout.CACHE) == 0) {
            publish(hub, made);
        }
        MAKING.release();
        return Memory.load64(hub + HubLayout.CACHE);
    }

    private static void publish(long hub, KmemCache cache) {
        int bytes = Memory.load32(hub + HubLayout.INSTANCE_BYTES) + 7 & -8;
        if (bytes > LARGEST) {
            throw Kernel.panic("objects of a class are larger than a slab's buffers");
        }
        cache.ofSize(bytes);
        if (KmemAudit.isOn()) {
            cache.audited();
        }
        Memory.store64(hub + HubLayout.CACHE, Address.of(cache));
        cache.ofClass(hub, ofClasses);
        ofClasses = cache;
    }

    /** The caches of classes, by {@link KmemCache#next}: there is one for every class of which there ever was an object. */
    public static KmemCache cachesOfClasses() {
        return ofClasses;
    }

    /** In use now, but for the caches themselves. */
    public static long bytesInUse() {
        long bytes = (long) LARGE_PAGES.get() * Pages.BYTES;
        for (int i = 0; i < BY_SIZE.length; i++) {
            bytes += BY_SIZE[i].inUse() * BY_SIZE[i].bufferBytes();
        }
        for (KmemCache cache = ofClasses; cache != null; cache = cache.next()) {
            bytes += cache == OF_CACHES || cache == OF_LOCKS || cache == OF_CELLS ? 0 : cache.inUse() * cache.bufferBytes();
        }
        return bytes;
    }

    /** The caches by size, ascending. */
    public static KmemCache[] sizes() {
        return BY_SIZE;
    }

    private Kmem() {}
}

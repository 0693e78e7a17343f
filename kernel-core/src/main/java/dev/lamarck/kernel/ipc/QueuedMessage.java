package dev.lamarck.kernel.ipc;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Uva;

/** A message: its type or priority, and its bytes in the kernel's memory. */
@Magic
public final class QueuedMessage {
    private final long type;
    private final @Kva long bytes;
    private final int length;
    QueuedMessage next;

    private QueuedMessage(long type, @Kva long bytes, int length) {
        this.type = type;
        this.bytes = bytes;
        this.length = length;
    }

    /** An empty one of so many bytes; null if there is no memory for it. */
    public static QueuedMessage make(long type, int length) {
        long memory = Pages.mayGive(1) ? Kmem.alloc(Math.max(1, length)) : 0;
        return memory == 0 ? null : new QueuedMessage(type, memory, length);
    }

    public long type() {
        return type;
    }

    public int length() {
        return length;
    }

    /** Fills it from the current process. @return 0 or −EFAULT */
    public int copyIn(@Uva long from) {
        return UserMemory.copyIn(from, bytes, length);
    }

    /** Gives its first bytes to the current process. @return 0 or −EFAULT */
    public int copyOut(@Uva long to, int count) {
        return UserMemory.copyOut(bytes, to, count);
    }

    public void free() {
        Kmem.free(bytes);
        Kmem.free(this);
    }
}

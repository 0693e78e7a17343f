package dev.lamarck.kernel.kmem;

import dev.lamarck.kernel.boot.Backtrace;
import dev.lamarck.kernel.boot.Log;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.NoInline;

/** What auditing keeps of a buffer, right behind it: a last piece of red zone, whether it is held, how much of it was asked for, and who took it or gave it back last, by a few return addresses. */
@Magic
final class AuditTag {
    static final int BYTES = 80;

    // Fields. The first is red zone.
    static final int RED_ZONE = 0;
    private static final int ASKED = 8;
    private static final int STATE = 12;
    private static final int THREAD = 16;
    private static final int MARK = 20;
    private static final int CALLERS = 24;
    private static final int LINK = 56;
    private static final int START = 64;
    /** Of a block of pages: the next such one. */
    static final int NEXT_BLOCK = 72;

    static final int RED_ZONE_BYTES = 8;
    private static final int HELD = 0xA110C8ED;
    private static final int FREE = 0xF7EEB1F7;

    /** A new buffer's, which nobody has had. */
    static void create(@Kva long tag, @Kva long start) {
        Memory.store32(tag + STATE, FREE);
        Memory.store64(tag + START, start);
        Memory.store64(tag + RED_ZONE, KmemAudit.RED);
        Memory.store32(tag + MARK, 0);
        Memory.store32(tag + CALLERS, 0);
    }

    /** The current thread takes the buffer, of which it asked for so much. */
    static void hold(@Kva long tag, int asked) {
        Memory.store32(tag + ASKED, asked);
        Memory.store32(tag + STATE, HELD);
        sign(tag);
    }

    /** The current thread gives it back. */
    static void release(@Kva long tag) {
        Memory.store32(tag + STATE, FREE);
        sign(tag);
    }

    static boolean isHeld(@Kva long tag) {
        return Memory.load32(tag + STATE) == HELD;
    }

    static boolean isFree(@Kva long tag) {
        return Memory.load32(tag + STATE) == FREE;
    }

    static @Kva long start(@Kva long tag) {
        return Memory.load64(tag + START);
    }

    static int asked(@Kva long tag) {
        return Memory.load32(tag + ASKED);
    }

    static int mark(@Kva long tag) {
        return Memory.load32(tag + MARK);
    }

    static void setMark(@Kva long tag, int mark) {
        Memory.store32(tag + MARK, mark);
    }

    static @Kva long link(@Kva long tag) {
        return Memory.load64(tag + LINK);
    }

    static void setLink(@Kva long tag, @Kva long next) {
        Memory.store64(tag + LINK, next);
    }

    /** Whether two were taken, or given back, by the same calls. */
    static boolean haveSameCallers(@Kva long tag, @Kva long other) {
        int at = CALLERS;
        while (at < LINK && Memory.load32(tag + at) == Memory.load32(other + at)) {
            at += 4;
        }
        return at == LINK;
    }

    private static void sign(@Kva long tag) {
        recordCallers(tag, Cpu.stackPointer() + TrapFrame.STACK_BIAS);
        Memory.store32(tag + THREAD, KThread.current().tid);
    }

    /** From a frame on that is not this function's own: all other windows are in memory after a flush. */
    @NoInline
    private static void recordCallers(@Kva long tag, @Kva long area) {
        Cpu.flushWindows();
        for (int at = CALLERS; at < LINK; at += 4) {
            boolean isFrame = isOnStack(area);
            Memory.store32(tag + at, isFrame ? (int) Memory.load64(area + TrapFrame.SAVED_RETURN) : 0);
            area = isFrame ? Memory.load64(area + TrapFrame.SAVED_FP) + TrapFrame.STACK_BIAS : 0;
        }
    }

    /** A call, so that who asks is no leaf and has a window of its own. */
    @NoInline
    private static boolean isOnStack(@Kva long area) {
        KThread self = KThread.current();
        return area >= self.stackLow && area < self.stackHigh;
    }

    /** Says who took it or gave it back, and where. */
    static void print(@Kva long tag) {
        Log.text(isHeld(tag) ? "allocated by thread " : "freed by thread ");
        Log.decimal(Memory.load32(tag + THREAD));
        Log.line();
        for (int at = CALLERS; at < LINK && Memory.load32(tag + at) != 0; at += 4) {
            Backtrace.line(Memory.loadUnsigned32(tag + at));
        }
    }

    private AuditTag() {}
}

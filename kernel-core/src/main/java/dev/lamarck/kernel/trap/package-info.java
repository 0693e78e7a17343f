/**
 * How the processor enters and leaves the kernel. Here stands all assembly of the kernel, one class a theme, as text
 * blocks on native methods: the trap table, window spills and fills, TLB misses, entries and returns, the context
 * switch, the start.
 *
 * <p>What holds here. At TL &gt; 0 only alternate (or MMU) globals are used and no {@code save} is executed; alternate {@code %g7} is always the thread
 * that the dispatcher runs (which an interrupt thread may have pinned: {@link dev.lamarck.kernel.trap.InterruptStack}), MMU {@code %g7} the physical
 * root of the current page table, MMU {@code %g6} its key in the {@link dev.lamarck.kernel.trap.Tsb}. The kernel runs in context 0 with
 * SECONDARY_CONTEXT the current process's. On entry from user mode the user's live windows become <em>other</em> windows; when the kernel needs their
 * registers it spills them to the thread's window buffer, which cannot fault, and only {@link dev.lamarck.kernel.trap.UserWindows}, at TL 0, copies that
 * buffer to the user's stack. Everything that can be said in Java is: assembly calls {@code @Root} methods with the address of a
 * {@link dev.lamarck.kernel.trap.TrapFrame}.
 *
 * <p>Start reading at {@link dev.lamarck.kernel.trap.TrapTable}, then {@link dev.lamarck.kernel.trap.UserEntry}.
 */
package dev.lamarck.kernel.trap;

/**
 * Mutual exclusion and waiting. A {@link dev.lamarck.kernel.sync.SpinLock} raises the interrupt level to the highest and is held for a few dozen
 * instructions; its holder may not sleep. A {@link dev.lamarck.kernel.sync.Mutex} and a {@link dev.lamarck.kernel.sync.ReaderWriterLock} put waiters to
 * sleep on a {@link dev.lamarck.kernel.sync.Turnstile}, where they lend the holder their priority, and may be held across sleeps; handlers above
 * {@link dev.lamarck.kernel.sched.InterruptThreads#LOCK_LEVEL} may not take one. A {@link dev.lamarck.kernel.sync.Condition} is waited on under a mutex
 * or a spin lock, a {@link dev.lamarck.kernel.sync.Semaphore} under none. The order: sleeping locks, spin locks, the dispatcher's lock, last the locks
 * inside the allocators of pages and memory.
 *
 * <p>An adaptive mutex spins while its owner runs on another processor. Here none does: a mutex's owner is in the kernel, where only the processor runs
 * that holds the kernel lock, which is the one that asks. {@link dev.lamarck.kernel.sync.SleepLock} asserts it each time.
 */
package dev.lamarck.kernel.sync;

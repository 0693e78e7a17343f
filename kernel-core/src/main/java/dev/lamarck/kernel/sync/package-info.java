/**
 * Mutual exclusion and waiting. A {@link dev.lamarck.kernel.sync.SpinLock} raises the interrupt level to the highest
 * and is held for a few dozen instructions; its holder may not sleep. A {@link dev.lamarck.kernel.sync.Mutex} puts
 * waiters to sleep and may be held across sleeps, never by an interrupt handler. A {@link
 * dev.lamarck.kernel.sync.Condition} is waited on under either. The order: mutexes, spin locks, the dispatcher's
 * lock, last the locks inside the allocators of pages and memory.
 */
package dev.lamarck.kernel.sync;

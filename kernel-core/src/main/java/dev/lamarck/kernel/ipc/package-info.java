/**
 * System V's shared memory, semaphores and message queues, and POSIX message queues: objects that processes find by a key, a number or a name, and that
 * outlive them. Each sort of System V object has an {@link dev.lamarck.kernel.ipc.IpcTable}, which gives the numbers. Everything here is short and never
 * sleeps, so having preemption off guards it all; memory of programs is touched and memory of the kernel allocated outside of that. Who waits, waits
 * where {@code poll} does ({@link dev.lamarck.kernel.fs.Readiness}), counted as a user of the object, which so outlives its removal until he has gone.
 */
package dev.lamarck.kernel.ipc;

/**
 * Threads after Leroy's LinuxThreads (1996), for which the Synthetix toolkit measured its specialized signals: a thread is a process that shares its
 * creator's memory ({@code clone} with {@code CLONE_VM} alone), and whoever has to wait sleeps in {@code sigsuspend} until another sends it the restart
 * signal. So each contended {@link dev.lamarck.syscalls.user.thread.PthreadMutex} and each {@link dev.lamarck.syscalls.user.thread.PthreadCondition}
 * goes along {@code sys_kill} → {@code kill_proc} → {@code send_sig} → {@code generate}.
 *
 * <p>A wake-up is never lost: the restart signal is blocked but in {@code sigsuspend}, so one that comes between enqueuing and sleeping stays pending.
 * Descriptors are copied, not shared, when a thread starts. The rest of the library has static buffers, and its heap no lock: of it threads may only use
 * what is said to be a bare system call, or what they guard by a mutex of their own. Start reading at {@link dev.lamarck.syscalls.user.thread.Pthread}.
 */
package dev.lamarck.syscalls.user.thread;

/**
 * Processes and their threads: what {@code clone}, {@code exec}, {@code exit} and {@code wait} do. A process is what its
 * threads share: memory, files, what is done about signals, children, timers. A thread is a {@link
 * dev.lamarck.kernel.sched.KThread} on its process's list, with registers, a signal mask and a number of its own; the
 * first one's is the process's. Memory and files are used without locks as long as a process has never had a second
 * thread, and with theirs from then on.
 *
 * <p>A thread ends itself, on its way to user mode: whoever ends a process, or executes a program in one, marks it and
 * calls the others ({@link dev.lamarck.kernel.process.Proc#end}), and they leave in {@link
 * dev.lamarck.kernel.process.Exit#heed}, wherever they were. The last one ends the process.
 *
 * <p>All processes are on one list, which is searched from the front for a number, as Linux 2.0 did: that search is one
 * of the things the system learns to avoid. The process tree, the list and the lists of threads are guarded by {@link
 * dev.lamarck.kernel.process.Proc#TABLE}; threads come and go with interrupts off as well, since the clock's handler
 * sends signals. Start reading at {@link dev.lamarck.kernel.process.Proc}.
 */
package dev.lamarck.kernel.process;

/**
 * Signals. Sending is {@code sys_kill} → {@code kill_proc} → {@code send_sig} → {@code generate}, four functions as
 * in Linux 2.0 because experiments specialize exactly these. A signal is sent to a process, of which the first thread that
 * does not block it takes it, or to one thread ({@link dev.lamarck.kernel.signal.ThreadSignals}). What is pending is
 * changed with interrupts off: timers send at the clock's level. Delivery happens on the way back to user mode: {@link
 * dev.lamarck.kernel.signal.Delivery} runs the default action or builds the frame that Linux/sparc64 builds. Numbers,
 * sets and frame layouts are that interface's. Start reading at {@link dev.lamarck.kernel.signal.Signals}.
 */
package dev.lamarck.kernel.signal;

/**
 * The terminal and job control, as POSIX.1 chapter 11 has them. There is one terminal, and only if the console is one. It is the controlling terminal of
 * at most one session; one process group of that session is in the foreground: it reads, and gets the signals of the keys. Others that read are stopped.
 * {@link dev.lamarck.kernel.tty.Terminal} is the line discipline (what is typed becomes signals or input), {@link dev.lamarck.kernel.tty.Termios} its
 * settings, {@link dev.lamarck.kernel.tty.JobControl} says who may, and what becomes of groups that nobody is left to continue. Lines are edited and
 * shown by the terminal itself, outside the machine. Start reading at {@code Terminal.read}; the theory is in {@code docs/kernel/tty.md}.
 */
package dev.lamarck.kernel.tty;

package dev.lamarck.syscalls.user.thread;

/** What a thread does; it ends when this returns. */
public interface PthreadBody {
    void run();
}

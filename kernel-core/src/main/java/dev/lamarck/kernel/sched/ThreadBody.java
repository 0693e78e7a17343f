package dev.lamarck.kernel.sched;

/** What a kernel thread does; the thread ends when it returns. */
public interface ThreadBody {
    void run();
}

package dev.lamarck.kernel.sched;

import dev.lamarck.kernel.trap.ThreadContext;

/** The part of a thread that is spliced snippets' own, by offset from {@code %g7}: the kernel itself never touches it. */
public abstract class AnnotatedThread extends ThreadContext {
    public long annotation0;
    public long annotation1;
    public long annotation2;
    public long annotation3;
    public long annotation4;
    public long annotation5;
    public long annotation6;
    public long annotation7;
    public long annotation8;
    public long annotation9;
    public long annotation10;
    public long annotation11;
    public long annotation12;
    public long annotation13;
    public long annotation14;
    public long annotation15;
}

package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.syscalls.user.Mapping;

/** New memory: making and dropping it, or its first use. */
final class PageTask extends Task {
    private static final long PAGE = 8192;
    private static final int PAGES = 64;

    private final boolean faults;
    private long address;

    PageTask(boolean faults) {
        this.faults = faults;
    }

    @Override
    public String name() {
        return faults ? "pageFault" : "mmap";
    }

    @Override
    public String round() {
        return faults ? "first store into a page of anonymous memory" : "mmap and munmap of 64 pages that nobody touches";
    }

    @Override
    public int rounds() {
        return PAGES;
    }

    @Override
    void prepare() {
        if (faults) {
            address = Check.succeeded(Mapping.map(PAGES * PAGE));
        }
    }

    @Override
    void run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            if (faults) {
                Mapping.store(address + i * PAGE, 1);
            } else {
                Check.succeeded(Mapping.unmap(Check.succeeded(Mapping.map(PAGES * PAGE)), PAGES * PAGE));
            }
        }
    }

    @Override
    void clear() {
        if (faults) {
            Check.succeeded(Mapping.unmap(address, PAGES * PAGE));
        }
    }
}

/**
 * Allocation by regions, after Vmalloc (Kiem-Phong Vo, 1996), which the Synthetix toolkit wanted to specialize. A
 * {@link dev.lamarck.syscalls.user.vmalloc.Region} joins a {@link dev.lamarck.syscalls.user.vmalloc.Discipline}, which says where memory comes from, to
 * an {@link dev.lamarck.syscalls.user.vmalloc.AllocationMethod}, which says how it is cut up: {@link dev.lamarck.syscalls.user.vmalloc.BestFit} for all
 * purposes, {@link dev.lamarck.syscalls.user.vmalloc.Pool} for blocks of one size, {@link dev.lamarck.syscalls.user.vmalloc.LastAllocated} for memory
 * given back all at once or in reverse, {@link dev.lamarck.syscalls.user.vmalloc.Debug} to catch who writes where he should not.
 * {@link dev.lamarck.syscalls.user.vmalloc.Malloc} is the interface of C on one region.
 *
 * <p>Each call goes from the region to its method and interprets the size there, as the original does: generic on purpose, so that there is something to
 * specialize. What is handed out is an address, a multiple of 16; zero stands for none. Regions have no lock. They themselves are objects of the heap of
 * {@code new}, from which they take nothing else. Start reading at {@code Region}, then {@code BestFit}.
 */
package dev.lamarck.syscalls.user.vmalloc;

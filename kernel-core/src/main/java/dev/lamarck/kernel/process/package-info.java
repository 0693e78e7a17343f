/**
 * Processes: what {@code fork}, {@code exec}, {@code exit} and {@code wait} do. Each process has one thread. All
 * processes are on one list, which is searched from the front for a number, as Linux 2.0 did: that search is one of
 * the things the system learns to avoid. The process tree and the list are guarded by {@link
 * dev.lamarck.kernel.process.Proc#TABLE}. Start reading at {@link dev.lamarck.kernel.process.Proc}.
 */
package dev.lamarck.kernel.process;

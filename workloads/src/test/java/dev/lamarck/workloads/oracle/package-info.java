/**
 * A second implementation of caches, predictor and TLBs, held against the machine's own over address traces of real runs.
 *
 * <p><b>Theory.</b> {@code RunRecorder} watches a machine from outside (each attempt at an instruction, each access to RAM, each trap)
 * and tells the oracles, event by event, what the program did: nothing of what the machine's caches made of it. {@code CacheOracle} and
 * {@code TlbOracle} are written from the documents (platform.md, the manual's chapters 6 and 8, the theory of {@code hardware.cache}) with
 * lists and maps, and share no code with the machine.
 */
package dev.lamarck.workloads.oracle;

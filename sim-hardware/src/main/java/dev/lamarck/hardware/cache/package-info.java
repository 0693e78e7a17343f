/**
 * The timing model: what an instruction costs beyond issuing.
 *
 * <p><b>Theory.</b> Exact and deterministic, not cycle-accurate to any silicon: every cache holds tags only (data is always right in memory;
 * {@code icache=hardware} alone has the I-cache hold words, which may be older), every event has a fixed cost from
 * {@link dev.lamarck.hardware.cache.TimingParameters}, costs add up, and nothing overlaps. A load stalls for its miss at once; a store never waits for
 * its own write, only for an E-cache miss, by a fixed part of its time. The I-cache is physically indexed and two-way with one LRU bit a set; a
 * reference is counted when fetch moves to another line. Two-bit histories live in the line, one for each pair of instructions, begin with the branch's
 * p bit and are lost with the line. The D-cache is virtually indexed, physically tagged, direct-mapped, write-through, and allocates nothing on a store.
 * The E-cache includes both.
 *
 * <p>{@link dev.lamarck.hardware.cache.CycleCounter} is the machine's clock, split by cause; {@link
 * dev.lamarck.hardware.cache.TimingModel} is everything else.
 */
package dev.lamarck.hardware.cache;

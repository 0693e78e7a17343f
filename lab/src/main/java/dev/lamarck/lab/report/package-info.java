/**
 * Results for readers: text for a terminal, one self-contained HTML page.
 *
 * <p>A report is drawn from a {@link dev.lamarck.workloads.world.Result} alone, so it can be drawn again from the data, and it
 * states the whole configuration. A published figure stands beside ours and is marked as such; the two are never mixed.
 */
package dev.lamarck.lab.report;

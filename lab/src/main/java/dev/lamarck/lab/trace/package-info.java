/**
 * What happens in a world, one line an event: its cycle, its kind, its particulars.
 *
 * <p>A trace observes and never changes: a traced run has the same state hash as one that is not.
 */
package dev.lamarck.lab.trace;

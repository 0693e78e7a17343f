/**
 * Guards of the hot paths, by JMH: the interpreter's loop and the translator, decoding, the soft TLB, the cache model, snapshots, the toolchain. They
 * tell whether a change made one of them slower; how fast Lamarck is as a whole, {@code lamarck bench} says. {@code scripts/jmh [PATTERN]} runs them.
 */
package dev.lamarck.benchmarks;

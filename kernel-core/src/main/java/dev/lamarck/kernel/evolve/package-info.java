/**
 * The evolution of this kernel, from inside: its own machine code is parsed, spliced and restored by a kernel thread
 * while every other thread runs on.
 *
 * <p>A request from the lab's channel names a function and what to measure of it. {@link
 * dev.lamarck.kernel.evolve.Annotations} turns it into snippets at points, {@link dev.lamarck.kernel.evolve.KernelText} gives the
 * splicer ({@code dev.lamarck.instrumentation.splice}) this kernel's text, symbols and patch memory, and {@link
 * dev.lamarck.kernel.evolve.Ledger} records and reports each change with the bytes before and after. All of this runs in the one
 * {@link dev.lamarck.kernel.evolve.EvolutionThread}, so none of it needs a lock; what runs beside it is the code being changed.
 *
 * <p>That thread can be killed at any moment. What outlives it changes only in a {@link dev.lamarck.kernel.evolve.Step}, and its successor
 * undoes what the ledger does not call settled ({@code docs/evolution.md}, "Killing the manager").
 *
 * <p>Text is read-only where it is executed. Only {@link dev.lamarck.kernel.evolve.TextWriter} stores to it, by a second mapping.
 * Memory of a removed patch, its counters and its words in the threads are used again only when {@link
 * dev.lamarck.kernel.evolve.SavedContexts} finds no thread that could still be in it.
 */
package dev.lamarck.kernel.evolve;

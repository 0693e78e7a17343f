/**
 * The outside of the kernel's evolution: what the lab asks its evolution manager for
 * ({@link dev.lamarck.workloads.evolution.EvolutionRequest}), what the manager reports
 * ({@link dev.lamarck.workloads.evolution.EvolutionLog}), and what can be seen of a function's calls from outside the guest at no cost
 * to it ({@link dev.lamarck.workloads.evolution.CallObserver}), against which the manager's own readings are held.
 *
 * <p>The form of the messages is the kernel's ({@code kernel.evolve.ChannelMessage}); the same constants are used here.
 */
package dev.lamarck.workloads.evolution;

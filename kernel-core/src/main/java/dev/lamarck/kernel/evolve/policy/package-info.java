/**
 * How this kernel decides what to change: the closed loop. {@link dev.lamarck.kernel.evolve.policy.EvolutionLoop} samples what runs
 * at the clock's ticks ({@link dev.lamarck.kernel.evolve.policy.Evidence}), lets each {@link dev.lamarck.kernel.evolve.policy.Policy}
 * name a candidate and propose a {@link dev.lamarck.kernel.evolve.policy.Change}, and keeps the change only if a
 * {@link dev.lamarck.kernel.evolve.policy.Trial} shows that it gains.
 *
 * <p>Nothing here touches text. A policy asks its {@link dev.lamarck.kernel.evolve.policy.Workbench}, which the manager
 * ({@code kernel.evolve}) implements, for versions and measurements; so a policy is small, may come from outside
 * ({@link dev.lamarck.kernel.evolve.policy.AddedPolicies}), and can do harm only to speed, which a trial finds out. All of it
 * runs in the manager's thread; what waits for a window to end waits in {@link dev.lamarck.kernel.evolve.policy.Workbench#pass}, where the
 * manager's other duties go on.
 */
package dev.lamarck.kernel.evolve.policy;

/**
 * Loads with and without policies: what a policy gains is the cycles that a fixed amount of work takes in a world where it may evolve the
 * kernel, its own cycles included, against the same world where nothing does. Worlds are independent, so they run side by side, one
 * machine a thread; what they give does not depend on how many.
 */
package dev.lamarck.workloads.policy;

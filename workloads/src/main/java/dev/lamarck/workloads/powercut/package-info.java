/**
 * Crash safety, measured: a load of operations on files is run once and every sector noted that reaches the disk; then, for each moment at which the
 * power could have gone, what was left is mounted, checked and compared. What may be there is known from a model of files that has none of the
 * kernel's ideas: {@link dev.lamarck.workloads.powercut.FileModel}. Operations are a script, so that the same load runs hosted, in tests, and booted.
 */
package dev.lamarck.workloads.powercut;

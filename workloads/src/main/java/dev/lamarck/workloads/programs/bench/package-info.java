/**
 * Programs by which the emulator's speed on the host is measured. Each works on one thing for a number of rounds given as its
 * argument, and prints a check sum, so that a wrong machine does not pass for a fast one.
 */
package dev.lamarck.workloads.programs.bench;

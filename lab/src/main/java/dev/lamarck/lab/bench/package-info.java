/**
 * How fast the emulator is on this host: million guest instructions a second of wall time, the kernel's own and those of
 * booting included. The time is that of executing them, not of building a world and hashing its last state. Figures of this
 * package are about the host; nothing simulated depends on them.
 */
package dev.lamarck.lab.bench;

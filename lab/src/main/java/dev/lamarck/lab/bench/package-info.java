/**
 * How fast the emulator is on this host: million guest instructions a second of wall time, the kernel's own and those of
 * booting included. Figures of this package are about the host; nothing simulated depends on them.
 */
package dev.lamarck.lab.bench;

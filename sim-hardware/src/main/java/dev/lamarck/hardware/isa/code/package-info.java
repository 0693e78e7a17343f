/**
 * The instruction set as Kernel Java: what the kernel's own code analysis and patch writer need, on plain ints and longs.
 *
 * <p>Methods here run inside the simulated kernel as well as on the host. They only index arrays and shift bits; the arrays
 * are filled on the host from the instruction table when the image is built, so that nothing here describes an instruction
 * a second time. A code word is an {@code int}, an address a {@code long}, a register set a {@code long} with one bit for
 * each register ({@link dev.lamarck.hardware.isa.code.RegisterSet}).
 */
package dev.lamarck.hardware.isa.code;

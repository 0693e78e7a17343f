/**
 * This kernel under a debugger: what {@code hardware.gdb} has to know of it.
 *
 * <p><b>Theory.</b> The machine's GDB server knows registers and RAM. Threads, address spaces, saved windows and generated code are the kernel's, and
 * are read here from the guest's memory as they stand, by the places that the image's own table of fields gives
 * ({@link dev.lamarck.lab.debug.KernelMemory}); nothing is kept beside it, so that what is shown is true after going back too. Only the names of
 * generated code come from what the evolution manager reported.
 *
 * <p>Start reading at {@code KernelSystem}.
 */
package dev.lamarck.lab.debug;

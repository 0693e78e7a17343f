/**
 * The Linux/sparc64 interface as numbers and bytes: system-call numbers, flags, structures. Kernel handlers and user-side stubs both read
 * it, so the two sides cannot disagree; {@code /usr/sparc64-linux-gnu/include} is the authority. Structures are byte arrays written field
 * by field at their offsets: no Java object's layout ever reaches a program.
 */
package dev.lamarck.syscalls.abi;

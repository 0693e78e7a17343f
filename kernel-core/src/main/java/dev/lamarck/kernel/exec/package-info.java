/**
 * Programs: from an ELF file, arguments and environment to an address space that is ready to run, with the stack that Linux/sparc64 programs
 * expect. The new space is built beside the old one, which lives until nothing can fail any more; what is wrong with a file is
 * −ENOEXEC, a missing right −EACCES. Pages are not read here: segments name the file as their source and come by fault. Start reading at
 * {@link dev.lamarck.kernel.exec.Exec}.
 */
package dev.lamarck.kernel.exec;

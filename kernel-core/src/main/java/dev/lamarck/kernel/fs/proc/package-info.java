/**
 * {@code /proc}: the processes as directories, and the kernel's own files. Nothing is stored: a lookup makes a process's vnode, its last release ends
 * it, and a file's text is made at each read. A process may end at any moment; what is then asked about it does not exist. A
 * {@link dev.lamarck.kernel.fs.proc.SystemFile} is added by the part of the kernel that it is about, while that starts.
 */
package dev.lamarck.kernel.fs.proc;

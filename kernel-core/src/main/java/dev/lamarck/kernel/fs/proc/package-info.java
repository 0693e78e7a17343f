/**
 * {@code /proc}: the processes as directories. Nothing is stored: a lookup makes the vnode, its last release ends it, and a file's text is made
 * at each read. A process may end at any moment; what is then asked about it does not exist.
 */
package dev.lamarck.kernel.fs.proc;

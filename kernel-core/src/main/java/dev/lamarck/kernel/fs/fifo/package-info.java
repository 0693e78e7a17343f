/** Pipes: bytes from writers to readers, in order, through a buffer of one page. */
package dev.lamarck.kernel.fs.fifo;

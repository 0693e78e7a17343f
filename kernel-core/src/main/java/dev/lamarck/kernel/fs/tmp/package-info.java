/**
 * The file system in memory, which is also the root: directories are lists of names, contents are pages of RAM. Nothing reaches a disk;
 * {@link dev.lamarck.kernel.fs.tar} fills it at boot. A page that was never written stays a hole and reads as zeros.
 */
package dev.lamarck.kernel.fs.tmp;

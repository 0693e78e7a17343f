/** The {@code ustar} archive on the boot disk (POSIX.1-1988, 10.1.1), read once at boot into the root file system. */
package dev.lamarck.kernel.fs.tar;

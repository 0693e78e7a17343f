/**
 * User programs in Kernel Java (USER profile), each a class with {@code main}, installed on the boot disk as {@code /bin/} and the
 * class's name in lower case; the shell is also {@code /bin/sh}. They see the system only through the library of
 * {@link dev.lamarck.syscalls.user}.
 */
package dev.lamarck.workloads.programs;

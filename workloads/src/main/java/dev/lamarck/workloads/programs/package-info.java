/**
 * User programs in Kernel Java (USER profile), each a class with {@code main}, installed on the boot disk as {@code /bin/} and the
 * class's name in lower case; {@code /bin/sh} and the utilities are links. They see the system only through the library of
 * {@link dev.lamarck.syscalls.user}.
 */
package dev.lamarck.workloads.programs;

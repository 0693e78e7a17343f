/**
 * The utilities of a small system, one program under many names: {@code /bin/ls} and the others are links to {@code /bin/utilities}, which does what it
 * was called as. Each has the options that a lab needs of POSIX's. Exit status 0, or 1 with a line on the error stream for each file that it was wrong
 * with.
 */
package dev.lamarck.workloads.programs.utilities;

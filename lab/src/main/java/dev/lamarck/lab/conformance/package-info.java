/**
 * Programs that nobody here wrote for us, with what they must print: a folder of C and C++ sources, each beside a file {@code .expected}
 * that holds its standard output and a line {@code exit N}. The cross compiler builds them, a machine of its own runs each.
 */
package dev.lamarck.lab.conformance;

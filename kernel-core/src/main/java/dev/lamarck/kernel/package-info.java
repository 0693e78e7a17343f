/**
 * The kernel, in Kernel Java: plain classes that run hosted in JUnit and, compiled, on the machine. Here only what every part
 * shares; start reading at {@link dev.lamarck.kernel.boot.Main}.
 */
package dev.lamarck.kernel;

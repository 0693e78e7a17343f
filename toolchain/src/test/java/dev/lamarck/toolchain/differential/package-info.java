/**
 * The standing differential test: a Kernel Java method gives the same result compiled, with either allocator and with and without the
 * optional passes, on the emulated processor, as on the JVM. {@link dev.lamarck.toolchain.differential.Guest} compiles a program and has the
 * bare machine call its roots, {@link dev.lamarck.toolchain.differential.HostCalls} calls them by reflection. Written samples are in
 * {@code samples}.
 */
package dev.lamarck.toolchain.differential;

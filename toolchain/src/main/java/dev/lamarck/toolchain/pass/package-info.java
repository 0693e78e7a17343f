/**
 * The passes. {@link dev.lamarck.toolchain.pass.Pipeline} holds the one list, in order, and runs it with the verifier after each pass.
 * A pass is a static method in a file of its name that edits a function in place (lowering makes a new one); it keeps the invariants of
 * {@code ir} and never drops a position. Mandatory passes make the function compilable, the others make it good: leaving all of those
 * out gives the -O0 pipeline, which must compute the same.
 */
package dev.lamarck.toolchain.pass;

/**
 * Twenty small functions as Kernel Java, each with its counterpart in {@code pairs.c}: the same algorithm on the same data, written as one writes it in
 * the language. {@link dev.lamarck.workloads.codegen.program.Pairs} calls each a few times and prints what it gave, so that the two programs can be seen
 * to compute the same.
 */
package dev.lamarck.workloads.codegen.program;

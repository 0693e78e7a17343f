/**
 * Our compiler's code against gcc's, on twenty pairs of equivalent functions: instructions executed in one call, and I-cache lines touched.
 *
 * <p>The walk: {@link dev.lamarck.workloads.codegen.CodegenStudy} compiles {@code program.Pairs} with checks and without, and {@code pairs.c} by
 * {@link dev.lamarck.workloads.image.CrossGcc}; boots each in a world of its own; {@link dev.lamarck.workloads.codegen.PairCosts} counts from outside.
 * The programs print what their functions gave, and must print the same.
 */
package dev.lamarck.workloads.codegen;

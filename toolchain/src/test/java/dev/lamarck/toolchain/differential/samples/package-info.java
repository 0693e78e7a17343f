/** Kernel Java methods that the differential test calls: each {@code @Root} takes numbers and gives one. */
package dev.lamarck.toolchain.differential.samples;

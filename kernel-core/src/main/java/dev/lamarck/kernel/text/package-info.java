/**
 * Byte strings and big-endian numbers in byte arrays: pure functions, no state, no intrinsics. The kernel's paths, directory names and
 * structures for user memory are byte arrays; user programs written in Kernel Java use the same functions.
 */
package dev.lamarck.kernel.text;

/**
 * From class files to images: which classes make a kernel or a user program, edited sources laid over the built-in ones,
 * and a cache.
 *
 * <p>An image is a pure function of class files, so it is built in memory when it is wanted and cached under the hash of
 * everything that went into it, the compiler's own classes included. A cache that is lost or cannot be written costs time only.
 */
package dev.lamarck.workloads.image;

/**
 * {@code epoll}: a file that remembers which files a program waits for. Readiness itself is every vnode's {@code ready}; who changes tells
 * {@link dev.lamarck.kernel.fs.Readiness}.
 */
package dev.lamarck.kernel.fs.poll;

/**
 * Files. Everything with a name is a {@link dev.lamarck.kernel.fs.Vnode}, whose subclasses are the kinds of file: in memory
 * ({@link dev.lamarck.kernel.fs.tmp}), pipes ({@link dev.lamarck.kernel.fs.fifo}), devices ({@link dev.lamarck.kernel.fs.device}), processes
 * ({@link dev.lamarck.kernel.fs.proc}). A process sees them through its {@link dev.lamarck.kernel.fs.ProcessFiles}: descriptors that point to
 * {@link dev.lamarck.kernel.fs.OpenFile}s. Function names and the division of labour follow Solaris: {@code copen} reserves a descriptor
 * ({@code falloc}) and has the file opened ({@code vn_open}), which creates it if asked ({@code vn_create}); both resolve the path by {@code lookuppn}.
 *
 * <p>What holds here. A reference to a vnode that outlives a lock is a hold, given back by {@code release}; a directory entry, an open file
 * and a current directory each own one, and the last one frees the vnode. A vnode's lock guards its contents; two are taken only from a
 * directory down to its entry, or under the rename lock. Paths and names are byte strings, never terminated. A function that can fail
 * returns a negative {@link dev.lamarck.kernel.Errno}.
 */
package dev.lamarck.kernel.fs;

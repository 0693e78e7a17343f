/**
 * UFS: files on a disk, with a log of metadata. The format is {@link dev.lamarck.kernel.ufs.UfsFormat}, the picture {@code docs/kernel/ufs.md}. Begin
 * with {@link dev.lamarck.kernel.ufs.Ufs}; {@link dev.lamarck.kernel.ufs.UfsDirectory} has the operations on names, {@link
 * dev.lamarck.kernel.ufs.UfsFile} those on contents, {@link dev.lamarck.kernel.ufs.BlockMap} knows where contents are, {@link
 * dev.lamarck.kernel.ufs.CylinderGroups} what is free, {@link dev.lamarck.kernel.ufs.BufferCache} what is in memory and {@link
 * dev.lamarck.kernel.ufs.Journal} when it reaches the disk.
 *
 * <p><b>What is atomic.</b> One operation on names; one block of a write, as far as its metadata goes; one truncation; the end of a file without a
 * name. Each happens under the file system's lock, from beginning to end, so a transaction, which is all that operations have changed since the last
 * commit, never holds half of one. An operation that finds no space has changed nothing that matters, and says so.
 *
 * <p><b>When a transaction commits.</b> On {@code fsync} and {@code sync}; every five seconds; before an operation that the log might not hold, that
 * finds the cache crowded, or that needs space which the transaction has freed; when the system ends.
 *
 * <p><b>What is ordered.</b> A commit (1) writes the contents that have changed where they belong, (2) flushes, (3) writes the log, physical sectors
 * of metadata with their numbers, and the header, one sector, which has their checksum, (4) flushes, (5) writes the sectors where they belong. The
 * disk may keep, of the sectors written since a flush, any. So: contents are there before metadata refers to them (2); a header without all of its
 * log is known by the checksum, so between the two there is no need of a flush; metadata is changed in place only when the log is there in whole (4);
 * and the log is overwritten only when what it had is in place (2, of the next commit). Mounting reads the header, and if log and checksum agree,
 * does (5) again.
 *
 * <p><b>What is freed</b> stays taken until the commit: by a power cut its old owner would come back, and finds what he had. Contents that are
 * overwritten in place are not in the log: a power cut may leave of each sector the old or the new. What lies behind a file's end in its last
 * fragment means nothing, and is cleared when the file grows over it.
 *
 * <p><b>What {@code fsync} promises.</b> Everything done before, to this file and all others, names included, is there after any power cut.
 *
 * <p>A disk that fails, or metadata that cannot be, ends all changes: from then on operations that change something return −EIO, and nothing more is
 * written.
 */
package dev.lamarck.kernel.ufs;

/**
 * What the emulator's speed on the host is measured with: programs of many kinds, and the exact count of what they execute.
 *
 * <p>A program does its work in rounds, whose number is its argument; it is not on the boot disk, so that what is measured with does not change what
 * is experimented on. It is an ordinary static Linux program: an emulator that knows no more than the ABI runs the same file.
 */
package dev.lamarck.workloads.bench;

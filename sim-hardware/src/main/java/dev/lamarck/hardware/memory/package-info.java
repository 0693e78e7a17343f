/**
 * Physical memory: big-endian RAM from address 0.
 *
 * <p><b>Theory.</b> RAM is one byte array; the processor's hot paths index it directly with the shared views in {@link
 * dev.lamarck.hardware.memory.BigEndian}. Everybody else, in particular devices doing DMA, writes through {@link
 * dev.lamarck.hardware.memory.PhysicalMemory}, which tells its listener, so that caches and predecoded instructions never
 * outlive the bytes they were made from.
 */
package dev.lamarck.hardware.memory;

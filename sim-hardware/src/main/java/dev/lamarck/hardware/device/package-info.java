/**
 * The devices of the platform, as {@code docs/platform.md} lists them.
 *
 * <p><b>Theory.</b> A device is registers plus callbacks. It learns the time from the {@link
 * dev.lamarck.hardware.device.EventQueue}, asks it to be called at a cycle, and raises a source of the {@link
 * dev.lamarck.hardware.device.InterruptController}; nothing else connects it to a processor. What lies outside the machine
 * (terminal, lab) is a host interface that the device calls synchronously: the machine waits for the host in host time and
 * never polls it, so the host's timing reaches nothing in here. Every random choice comes from a {@link
 * dev.lamarck.hardware.device.SeededRandom} whose state is part of the snapshot.
 */
package dev.lamarck.hardware.device;

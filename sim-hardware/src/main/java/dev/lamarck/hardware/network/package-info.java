/**
 * The network interface, and what lies beyond it: wires, whoever is at their other end, and a record of what passed.
 *
 * <p><b>Theory.</b> A frame is an array of bytes from the destination's address to the last byte of the payload; no check sequence is carried,
 * for what a wire spoils it loses. Each direction of a wire is a {@link dev.lamarck.hardware.network.Line}: it paces its sender by the bandwidth
 * and hands the frame to a chain of {@link dev.lamarck.hardware.network.Carrier}s, each of which wraps the next and adds one behaviour: loss,
 * duplication, reordering, at the end latency. The chain ends at a {@link dev.lamarck.hardware.network.Station}, which is told the cycle at which
 * the frame arrives, always a future one: that a wire has latency is what lets several machines on it take turns ({@code
 * machine.Ethernet}). Every choice comes from a {@link dev.lamarck.hardware.device.SeededRandom}, and everything with state
 * is part of the machine's snapshot. Nothing here knows a socket of the host.
 */
package dev.lamarck.hardware.network;

/**
 * The network: IP with its protocols over Ethernet and over the loop within the machine. The page {@code docs/kernel/net.md} walks through it.
 *
 * <p><b>Theory.</b> A packet is an {@link dev.lamarck.kernel.net.Mblk}, memory with room in front for headers that are still to come. Inwards each layer
 * takes its header off and passes the rest on: {@link dev.lamarck.kernel.net.Hme}, in its interrupt's thread, takes frames from the device's ring and
 * carries each through {@link dev.lamarck.kernel.net.Ethernet}, {@link dev.lamarck.kernel.net.Ip} and {@link dev.lamarck.kernel.net.Tcp} or
 * {@link dev.lamarck.kernel.net.Udp} up to who uses the port. Outwards each puts its header in front and passes the whole down, in the thread that
 * sends. What is for this machine itself goes through {@link dev.lamarck.kernel.net.Loopback}, a queue that whoever filled it empties before it lets go
 * of the lock: a sender's own thread does the receiver's work, and no layer ever calls itself.
 *
 * <p>One mutex, {@link dev.lamarck.kernel.net.Network#LOCK}, guards all protocols, the sockets above them and the driver's rings below. The handler of
 * the interrupt waits for it like anybody. A packet belongs to whom it was passed; who keeps none frees it. Time is what
 * {@link dev.lamarck.kernel.sched.Clock} says; there is one thread for all timers ({@link dev.lamarck.kernel.net.Network}).
 *
 * <p>What uses a protocol implements {@link dev.lamarck.kernel.net.TcpUser} or {@link dev.lamarck.kernel.net.UdpUser} and is called under the lock; it
 * may not call back. Start reading at {@code Network}, then {@code Ip}, then {@code Tcp}.
 */
package dev.lamarck.kernel.net;

/**
 * The network: IP with its protocols over Ethernet and over the loop within the machine. The page {@code docs/kernel/net.md} walks through it.
 *
 * <p><b>Theory.</b> A packet is an {@link dev.lamarck.kernel.net.Mblk}, memory with room in front for headers that are still to come. Inwards each layer takes its
 * header off and passes the rest on: {@link dev.lamarck.kernel.net.Hme} takes frames from the device's ring at interrupt level and leaves them for the network's
 * thread ({@link dev.lamarck.kernel.net.Network}), which carries each through {@link dev.lamarck.kernel.net.Ethernet}, {@link dev.lamarck.kernel.net.Ip} and {@link
 * dev.lamarck.kernel.net.Tcp} or {@link dev.lamarck.kernel.net.Udp} up to who uses the port. Outwards each puts its header in front and passes the whole down, in
 * the thread that sends. What is for this machine itself goes through {@link dev.lamarck.kernel.net.Loopback}, a queue that whoever filled it empties before
 * it lets go of the lock: a sender's own thread does the receiver's work, and no layer ever calls itself.
 *
 * <p>One mutex, {@link dev.lamarck.kernel.net.Network#LOCK}, guards all protocols, and the sockets above them. Only the driver's rings and the queue of frames that
 * wait for the thread are touched at interrupt level; they have spin locks of their own. A packet belongs to whom it was passed; who keeps none frees it. Time is what
 * {@link dev.lamarck.kernel.sched.Clock} says; there is one thread for all timers, that which also receives.
 *
 * <p>What uses a protocol implements {@link dev.lamarck.kernel.net.TcpUser} or {@link dev.lamarck.kernel.net.UdpUser} and is called under the lock; it may not call back. Start
 * reading at {@code Network}, then {@code Ip}, then {@code Tcp}.
 */
package dev.lamarck.kernel.net;

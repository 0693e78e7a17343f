/**
 * Sockets: endpoints that take messages, or bytes in portions, from one another. Those of AF_UNIX are reached within this kernel, by a name in the file
 * system or one of their own; what is sent is put into the receiver's queue. Those of AF_INET are ends of what {@code kernel.net} carries:
 * {@link dev.lamarck.kernel.fs.socket.Streams} connects and sends by TCP, {@link dev.lamarck.kernel.fs.socket.Datagrams} by UDP, to this machine (127/8)
 * as to others, and what comes fills the same queue ({@link dev.lamarck.kernel.fs.socket.Socket#received}). Ports are given out by
 * {@link dev.lamarck.kernel.fs.socket.InternetNames}.
 *
 * <p>One lock guards all sockets, names and queues, and the protocols below, {@link dev.lamarck.kernel.fs.socket.Socket#LOCK}. It is held while user
 * memory is touched, as a pipe's is; under it no file is given back, for that may end a socket. A socket of AF_UNIX that is connected holds its peer,
 * dead or alive, so that the peer's state can be read; closing marks it and lets go. A connection of TCP outlives the socket that closes it, until the
 * peer knows.
 */
package dev.lamarck.kernel.fs.socket;

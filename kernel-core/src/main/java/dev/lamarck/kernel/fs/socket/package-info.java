/**
 * Sockets: endpoints that take messages, or bytes in portions, from one another. All of this kernel's sockets are reached within it: those of
 * AF_UNIX by a name in the file system or one of their own, those of AF_INET by port on the loopback network 127/8. No packet exists: what is sent is put
 * into the receiver's queue. A protocol that reaches other machines begins where {@link dev.lamarck.kernel.fs.socket.InternetNames} ends, with an
 * address that is nobody's here and is refused as unreachable; a stream that it carries will fill a {@link
 * dev.lamarck.kernel.fs.socket.Socket}'s queue from its segments instead of from the sender's memory.
 *
 * <p>One lock guards all sockets, names and queues, {@link dev.lamarck.kernel.fs.socket.Socket#LOCK}. It is held while user memory is touched, as a
 * pipe's is; under it no file is given back, for that may end a socket. A socket that is connected holds its peer, dead or alive, so that the peer's state
 * can be read; closing marks it and lets go.
 */
package dev.lamarck.kernel.fs.socket;

package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.net.Ip;
import dev.lamarck.kernel.net.Mblk;
import dev.lamarck.kernel.net.Udp;

/** What sockets of AF_INET do by UDP. Sockets are locked, but for {@link #send}. */
final class Datagrams {
    /** Lets a socket's datagrams go to and come from one peer only; with no family, from all again. */
    static int connect(Socket socket, byte[] wanted) {
        boolean parts = SocketName.family(wanted) != SocketName.INTERNET;
        int remote = parts ? 0 : SocketName.address(wanted) == 0 ? SocketName.LOOPBACK : SocketName.address(wanted);
        int source = parts ? 0 : Ip.sourceFor(remote);
        if (!parts && source == 0) {
            return -Errno.ENETUNREACH;
        }
        int error = socket.nameIfNeeded();
        if (error != 0) {
            return error;
        }
        int local = SocketName.address(socket.name) == 0 ? source : SocketName.address(socket.name);
        socket.rename(SocketName.internet(local, SocketName.port(socket.name)));
        SocketName.free(socket.peerName);
        socket.peerName = parts ? null : SocketName.internet(remote, SocketName.port(wanted));
        socket.state = parts ? Socket.IDLE : Socket.CONNECTED;
        Udp.connect(socket.port, local, remote, parts ? 0 : SocketName.port(wanted));
        return 0;
    }

    /** Sends one datagram, to a name or, if that is null, to the peer. No socket is locked. @return bytes sent, or an error */
    static long send(Socket socket, Uio from, byte[] to) {
        long length = from.residual();
        Socket.LOCK.acquire();
        int result = length > Udp.LONGEST ? -Errno.EMSGSIZE : refusal(socket, to);
        byte[] name = to == null ? socket.peerName : to;
        Mblk packet = result == 0 ? Udp.allocate((int) length) : null;
        if (result == 0 && packet == null) {
            result = -Errno.ENOBUFS;
        }
        if (packet != null && from.moveIn(packet.at(0), (int) length) != 0) {
            packet.free();
            result = -Errno.EFAULT;
        }
        if (result == 0) {
            packet.extend((int) length);
            int address = SocketName.address(name);
            result = Udp.wput(socket.port, packet, address == 0 ? SocketName.LOOPBACK : address, SocketName.port(name));
        }
        Socket.LOCK.release();
        return result == 0 ? length : result;
    }

    /** Why nothing can be sent; 0 if it can. */
    private static int refusal(Socket socket, byte[] to) {
        int error = socket.error;
        socket.error = 0;
        byte[] name = to == null ? socket.peerName : to;
        if (error != 0 || socket.isWritingOver) {
            return error != 0 ? -error : -Errno.EPIPE;
        }
        if (name == null) {
            return -Errno.EDESTADDRREQ;
        }
        if (name.length < SocketName.INTERNET_BYTES || SocketName.family(name) != SocketName.INTERNET) {
            return name.length < SocketName.INTERNET_BYTES ? -Errno.EINVAL : -Errno.EAFNOSUPPORT;
        }
        int address = SocketName.address(name);
        int unreachable = address != 0 && Ip.sourceFor(address) == 0 ? -Errno.ENETUNREACH : 0;
        boolean isForbidden = Ip.isBroadcast(address) && !socket.mayBroadcast;
        return unreachable != 0 ? unreachable : isForbidden ? -Errno.EACCES : SocketName.port(name) == 0 ? -Errno.EINVAL : socket.nameIfNeeded();
    }

    private Datagrams() {}
}

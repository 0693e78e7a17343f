package dev.lamarck.kernel.fs.socket;

/** The sockets that have a name of one kind. Guarded by {@link Socket#LOCK}. */
final class NamedSockets {
    private Socket first;

    Socket first() {
        return first;
    }

    void add(Socket socket) {
        socket.nextNamed = first;
        first = socket;
    }

    /** Takes a socket off, if it is there. */
    void remove(Socket gone) {
        Socket before = null;
        Socket each = first;
        while (each != null && each != gone) {
            before = each;
            each = each.nextNamed;
        }
        if (each != null && before == null) {
            first = gone.nextNamed;
        } else if (each != null) {
            before.nextNamed = gone.nextNamed;
        }
    }
}

package dev.lamarck.kernel.net;

/** What a connection has been given to send and its peer has not acknowledged, from the first byte on. */
final class SendQueue {
    private Mblk first;
    private Mblk last;
    private int bytes;

    int bytes() {
        return bytes;
    }

    /** Takes bytes over; few of them are put behind the last piece if there is room. */
    void append(Mblk piece) {
        int length = piece.length();
        bytes += length;
        if (last != null && last.room() >= length) {
            last.append(piece, 0, length);
            piece.free();
        } else {
            piece.next = null;
            if (first == null) {
                first = piece;
            } else {
                last.next = piece;
            }
            last = piece;
        }
    }

    /** Appends bytes from an offset on to a segment. */
    void copy(int offset, int length, Mblk to) {
        Mblk piece = first;
        int at = offset;
        while (piece != null && at >= piece.length()) {
            at -= piece.length();
            piece = piece.next;
        }
        for (int left = length; left > 0; piece = piece.next, at = 0) {
            int n = Math.min(left, piece.length() - at);
            to.append(piece, at, n);
            left -= n;
        }
    }

    /** The first so many bytes have arrived. */
    void drop(int count) {
        bytes -= count;
        int left = count;
        while (first != null && left >= first.length()) {
            Mblk gone = first;
            left -= gone.length();
            first = gone.next;
            gone.free();
        }
        if (first == null) {
            last = null;
        } else {
            first.pull(left);
        }
    }
}

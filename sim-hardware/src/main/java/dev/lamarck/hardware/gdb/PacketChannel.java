package dev.lamarck.hardware.gdb;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** The packets of the remote serial protocol on a connection. A character of a packet's text is a byte. */
final class PacketChannel implements Closeable {
    private static final int INTERRUPT = 0x03;
    private static final int ESCAPE = '}';
    private static final int ESCAPED_BIT = 0x20;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean acknowledges = true;

    PacketChannel(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** The debugger has agreed that the connection is reliable. */
    void stopAcknowledging() {
        acknowledges = false;
    }

    /** The next packet; null when the debugger has gone. Interrupts of a machine that stands still mean nothing. */
    String receive() throws IOException {
        while (true) {
            int octet = next();
            if (octet < 0) {
                return null;
            }
            if (octet == '$') {
                String packet = packet();
                if (packet != null) {
                    return packet;
                }
            }
        }
    }

    /** −1 when the debugger has gone, with or without a word. */
    private int next() throws IOException {
        try {
            return in.read();
        } catch (SocketException e) {
            return -1;
        }
    }

    /** Behind the {@code $}; null, and a request for repetition, if the check sum is wrong. */
    private String packet() throws IOException {
        StringBuilder text = new StringBuilder();
        int sum = 0;
        for (int octet = in.read(); octet != '#'; octet = in.read()) {
            if (octet < 0) {
                return null;
            }
            sum += octet;
            if (octet == ESCAPE) {
                octet = in.read();
                sum += octet;
                octet ^= ESCAPED_BIT;
            }
            text.append((char) octet);
        }
        boolean isIntact = (Character.digit(in.read(), 16) << 4 | Character.digit(in.read(), 16)) == (sum & 0xff);
        if (acknowledges) {
            out.write(isIntact ? '+' : '-');
            out.flush();
        }
        return isIntact ? text.toString() : null;
    }

    void send(String text) throws IOException {
        StringBuilder packet = new StringBuilder("$");
        int sum = 0;
        for (char octet : escaped(text).toCharArray()) {
            packet.append(octet);
            sum += octet;
        }
        packet.append(String.format("#%02x", sum & 0xff));
        out.write(packet.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char octet : text.toCharArray()) {
            if (octet == ESCAPE || octet == '$' || octet == '#' || octet == '*') {
                escaped.append((char) ESCAPE).append((char) (octet ^ ESCAPED_BIT));
            } else {
                escaped.append(octet);
            }
        }
        return escaped.toString();
    }

    /** Whether the debugger asks a running machine to stop. A debugger that has gone asks too. */
    boolean isInterrupted() throws IOException {
        while (in.available() > 0) {
            int octet = in.read();
            if (octet == INTERRUPT || octet < 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package dev.lamarck.hardware.network;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What the endpoint does with what it is sent at a port of TCP: a function of all bytes so far, so that it has no state of its own. */
enum Service {
    /** Sends everything back (RFC 862). */
    ECHO(7) {
        @Override
        Optional<byte[]> answer(byte[] request) {
            return Optional.of(request);
        }
    },
    /** RFC 863. */
    DISCARD(9) {
        @Override
        Optional<byte[]> answer(byte[] request) {
            return Optional.of(new byte[0]);
        }
    },
    /** HTTP/1.0: {@code GET /N} gets a document of N bytes, of which byte i is {@code 'a' + i % 26}; then the connection ends. */
    WEB(80) {
        @Override
        Optional<byte[]> answer(byte[] request) {
            String text = new String(request, StandardCharsets.ISO_8859_1);
            if (!text.endsWith("\r\n\r\n")) {
                return Optional.empty();
            }
            String[] words = text.substring(0, text.indexOf("\r\n")).split(" ");
            boolean isKnown = words.length >= 2 && words[0].equals("GET") && words[1].matches("/\\d{1,7}");
            int length = isKnown ? Integer.parseInt(words[1].substring(1)) : 0;
            byte[] header = ("HTTP/1.0 " + (isKnown ? "200 OK" : "404 Not Found") + "\r\nContent-Length: " + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            byte[] answer = Arrays.copyOf(header, header.length + length);
            for (int i = 0; i < length; i++) {
                answer[header.length + i] = (byte) ('a' + i % 26);
            }
            return Optional.of(answer);
        }
    };

    final int port;

    Service(int port) {
        this.port = port;
    }

    /** What is sent when these bytes are there, which then count as taken; nothing as long as more must come. */
    abstract Optional<byte[]> answer(byte[] request);

    /** Whether it ends the connection after its answer. */
    boolean isOver() {
        return this == WEB;
    }

    static Optional<Service> at(int port) {
        for (Service each : values()) {
            if (each.port == port) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}

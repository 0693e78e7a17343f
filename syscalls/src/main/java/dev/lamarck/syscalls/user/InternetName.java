package dev.lamarck.syscalls.user;

/** The name of a socket of the Internet: {@code struct sockaddr_in}. */
public final class InternetName {
    public static final int LOOPBACK = 0x7F00_0001;
    public static final int BYTES = 16;
    private static final int FAMILY = 2;

    public static byte[] of(int address, int port) {
        byte[] name = new byte[BYTES];
        name[1] = FAMILY;
        name[2] = (byte) (port >> 8);
        name[3] = (byte) port;
        for (int i = 0; i < 4; i++) {
            name[4 + i] = (byte) (address >> 24 - 8 * i);
        }
        return name;
    }

    private InternetName() {}
}

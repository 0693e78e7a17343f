package dev.lamarck.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    @Test
    void itIsThatOfTheDefinition() {
        new HostedNetwork();
        Random random = new Random(5);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            if (length % 3 == 0) {
                Arrays.fill(bytes, (byte) -1);
            }
            Mblk packet = HostedNetwork.packet(bytes);
            assertThat(Checksum.of(packet)).as("of %d bytes", length).isEqualTo(HostedNetwork.plainChecksum(bytes));
            packet.free();
        }
    }

    /** The header of RFC 1071's successor in every textbook: 45 00 00 73 …, checksum b861. */
    @Test
    void aKnownHeader() {
        new HostedNetwork();
        byte[] header = {0x45, 0, 0, 0x73, 0, 0, 0x40, 0, 0x40, 0x11, 0, 0, (byte) 0xC0, (byte) 0xA8, 0, 1, (byte) 0xC0, (byte) 0xA8, 0, (byte) 0xC7};
        assertThat(Ip.csumHdr(HostedNetwork.packet(header), 20)).isEqualTo(0xB861);
    }

    @Test
    void overItselfItIsNothing() {
        new HostedNetwork();
        byte[] data = HostedNetwork.withChecksum(1, 2, Ip.UDP, new byte[] {1, 2, 3, 4, 0, 9, 0, 0, 77}, 6);
        assertThat(Checksum.withPorts(HostedNetwork.packet(data), 1, 2, Ip.UDP)).isZero();
        assertThat(Checksum.withPorts(HostedNetwork.packet(data), 1, 3, Ip.UDP)).isNotZero();
    }
}

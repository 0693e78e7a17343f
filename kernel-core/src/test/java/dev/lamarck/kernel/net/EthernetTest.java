package dev.lamarck.kernel.net;

import static dev.lamarck.kernel.net.HostedNetwork.HERE;
import static dev.lamarck.kernel.net.HostedNetwork.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Memory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ethernet, ARP and the driver, by what lies in the rings that the device is given. */
class EthernetTest {
    private static final long OURS = 0x0800_2000_0001L;
    private static final long THEIRS = 0x0800_2000_0002L;
    private static final int SEND_RING = 0x10;
    private static final int RECEIVE_RING = 0x28;
    private static final long OWN = 1L << 63;
    private static final long SECOND = 167_000_000;

    private HostedKernel kernel;
    private Hme driver;
    private Ethernet ethernet;
    private int next;

    @BeforeEach
    void start() {
        kernel = HostedKernel.start();
        kernel.network[0] = OURS;
        Ip.reset();
        Ip.attach(new Loopback(Loopback.MTU));
        driver = new Hme();
        ethernet = new Ethernet(driver);
    }

    /** What the driver has given to be sent; as if the device had sent it, if there is something. */
    private byte[] sent() {
        long descriptor = Pages.address(kernel.network[SEND_RING / 8]) + 16L * next;
        long flags = Memory.load64(descriptor);
        if ((flags & OWN) == 0) {
            return null;
        }
        byte[] frame = new byte[(int) flags & 0xFFFF];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = Memory.load8(Pages.address(Memory.load64(descriptor + 8)) + i);
        }
        Memory.store64(descriptor, frame.length);
        next++;
        return frame;
    }

    private static byte[] arp(int operation, long sender, int senderAddress, int targetAddress) {
        ByteBuffer out = ByteBuffer.allocate(60);
        out.putShort((short) (OURS >> 32)).putInt((int) OURS).putShort((short) (sender >> 32)).putInt((int) sender).putShort((short) 0x0806);
        out.putInt(0x0001_0800).putShort((short) 0x0604).putShort((short) operation);
        out.putShort((short) (sender >> 32)).putInt((int) sender).putInt(senderAddress).putShort((short) 0).putInt(0).putInt(targetAddress);
        return out.array();
    }

    private void arrive(byte[] frame) {
        Mblk packet = Mblk.allocate(2, frame.length);
        packet.extend(frame.length);
        for (int i = 0; i < frame.length; i++) {
            packet.put8(i, frame[i]);
        }
        ethernet.rput(packet);
    }

    private void output(int number) {
        Mblk datagram = Mblk.allocate(Ethernet.FRONT, 24);
        datagram.extend(24);
        datagram.put32(20, number);
        ethernet.output(datagram, THERE);
    }

    @Test
    void theAddressIsTheInterfaces() {
        assertThat(ethernet.address).isEqualTo(HERE);
        assertThat(ethernet.reaches(THERE)).isTrue();
        assertThat(ethernet.isBroadcast(0x0A00_00FF)).isTrue();
    }

    @Test
    void datagramsWaitForTheAnswerAndLeaveInOrder() {
        output(1);
        byte[] question = sent();
        assertThat(ByteBuffer.wrap(question).getShort(12)).isEqualTo((short) 0x0806);
        assertThat(Arrays.copyOf(question, 6)).containsOnly(-1);
        assertThat(ByteBuffer.wrap(question).getInt(38)).isEqualTo(THERE);
        output(2);
        assertThat(sent()).isNull();
        arrive(arp(2, THEIRS, THERE, HERE));
        for (int number = 1; number <= 2; number++) {
            byte[] frame = sent();
            assertThat(ByteBuffer.wrap(frame).getInt(2)).isEqualTo((int) THEIRS);
            assertThat(ByteBuffer.wrap(frame).getInt(14 + 20)).isEqualTo(number);
        }
        output(3);
        assertThat(ByteBuffer.wrap(sent()).getInt(14 + 20)).isEqualTo(3);
    }

    @Test
    void whoAsksForUsIsAnsweredAndKnown() {
        arrive(arp(1, THEIRS, THERE, HERE));
        byte[] answer = sent();
        assertThat(ByteBuffer.wrap(answer).getShort(20)).isEqualTo((short) 2);
        assertThat(ByteBuffer.wrap(answer).getInt(24)).isEqualTo((int) OURS);
        output(1);
        assertThat(ByteBuffer.wrap(sent()).getShort(12)).as("needs no question").isEqualTo((short) 0x0800);
        arrive(arp(1, THEIRS, THERE, 0x0A00_0009));
        assertThat(sent()).as("not for us").isNull();
    }

    @Test
    void whoDoesNotAnswerIsAskedThreeTimesAndForgotten() {
        output(1);
        int questions = 0;
        for (int second = 0; second < 6; second++) {
            for (byte[] frame = sent(); frame != null; frame = sent()) {
                questions++;
            }
            kernel.now += SECOND;
            ethernet.tick(kernel.now);
        }
        assertThat(questions).isEqualTo(3);
        output(2);
        assertThat(ByteBuffer.wrap(sent()).getShort(12)).as("asked anew").isEqualTo((short) 0x0806);
    }

    @Test
    void aFilledBufferGoesUpAndAnotherTakesItsPlace() {
        long descriptor = Pages.address(kernel.network[RECEIVE_RING / 8]);
        long buffer = Memory.load64(descriptor + 8);
        assertThat(Memory.load64(descriptor)).isEqualTo(OWN | 1514);
        Memory.store64(descriptor, 60);
        driver.interrupt();
        assertThat(driver.received()).isEqualTo(1);
        assertThat(Memory.load64(descriptor)).isEqualTo(OWN | 1514);
        assertThat(Memory.load64(descriptor + 8)).isNotEqualTo(buffer);
        Memory.store64(descriptor + 16, 1L << 62);
        driver.interrupt();
        assertThat(driver.dropped()).as("given back as failed").isEqualTo(1);
    }

    @Test
    void aFullRingLosesAndComesFree() {
        arrive(arp(2, THEIRS, THERE, HERE));
        arrive(arp(1, THEIRS, THERE, HERE));
        for (int i = 0; i < 70; i++) {
            output(i);
        }
        assertThat(driver.sent()).isEqualTo(63);
        assertThat(driver.dropped()).isEqualTo(8);
        for (int i = 0; i < 63; i++) {
            sent();
        }
        driver.interrupt();
        output(99);
        assertThat(driver.sent()).isEqualTo(64);
    }
}

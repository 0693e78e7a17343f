package dev.lamarck.kernel.net;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.Clock;

/**
 * Which Ethernet address an internet address has (RFC 826). Datagrams to one not known wait for the answer, a few each; who does not answer three
 * questions, a second apart, is not there: TCP and UDP learn it as an unreachable host. Guarded by {@link Network#LOCK}.
 */
final class Arp {
    private static final int PACKET_BYTES = 28;
    private static final int ETHERNET_AND_IP = 0x0001_0800;
    private static final int LENGTHS = 4;
    private static final int LENGTHS_6_4 = 0x0604;
    private static final int OPERATION = 6;
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final int SENDER_HARDWARE = 8;
    private static final int SENDER = 14;
    private static final int TARGET_HARDWARE = 18;
    private static final int TARGET = 24;

    private static final int MOST_WAITING = 8;
    private static final int MOST_NEIGHBOURS = 256;
    private static final int MOST_QUESTIONS = 3;
    private static final long QUESTION_MILLISECONDS = 1000;
    private static final long VALID_MILLISECONDS = 20 * 60_000L;

    private final Ethernet ethernet;
    private Neighbour neighbours;
    private int count;

    Arp(Ethernet ethernet) {
        this.ethernet = ethernet;
    }

    /** Sends a datagram, now or when the answer has come. */
    void send(Mblk datagram, int to) {
        Neighbour neighbour = find(to);
        if (neighbour == null) {
            neighbour = add(to);
            if (neighbour != null) {
                ask(neighbour);
            }
        }
        if (neighbour == null) {
            datagram.free();
        } else if (neighbour.hardwareAddress != 0) {
            ethernet.sendDatagram(datagram, neighbour.hardwareAddress);
        } else {
            enqueue(neighbour, datagram);
        }
    }

    private Neighbour find(int address) {
        Neighbour each = neighbours;
        while (each != null && each.address != address) {
            each = each.next;
        }
        return each;
    }

    /** A neighbour not heard of; null if too many are known. */
    private Neighbour add(int address) {
        if (count == MOST_NEIGHBOURS || !Pages.mayGive(1)) {
            return null;
        }
        Neighbour added = new Neighbour(address);
        added.next = neighbours;
        neighbours = added;
        count++;
        return added;
    }

    private static void enqueue(Neighbour neighbour, Mblk datagram) {
        if (neighbour.waiting == MOST_WAITING) {
            datagram.free();
            return;
        }
        datagram.next = null;
        if (neighbour.first == null) {
            neighbour.first = datagram;
        } else {
            neighbour.last.next = datagram;
        }
        neighbour.last = datagram;
        neighbour.waiting++;
    }

    private void ask(Neighbour neighbour) {
        neighbour.asked++;
        setUntil(neighbour, QUESTION_MILLISECONDS);
        transmit(REQUEST, Ethernet.ALL, 0, neighbour.address);
    }

    private static void setUntil(Neighbour neighbour, long milliseconds) {
        neighbour.until = Clock.after(Network.milliseconds(milliseconds));
        Network.lookAt(neighbour.until);
    }

    private void transmit(int operation, long to, long targetHardware, int target) {
        Mblk packet = Mblk.allocate(Ethernet.FRONT, PACKET_BYTES);
        if (packet == null) {
            return;
        }
        packet.extend(PACKET_BYTES);
        packet.put32(0, ETHERNET_AND_IP);
        packet.put16(LENGTHS, LENGTHS_6_4);
        packet.put16(OPERATION, operation);
        Ethernet.putAddress(packet, SENDER_HARDWARE, ethernet.hardwareAddress());
        putAddress(packet, SENDER, ethernet.address);
        Ethernet.putAddress(packet, TARGET_HARDWARE, targetHardware);
        putAddress(packet, TARGET, target);
        ethernet.send(packet, to, Ethernet.TYPE_ARP);
    }

    private static void putAddress(Mblk packet, int at, int address) {
        packet.put16(at, address >>> 16);
        packet.put16(at + 2, address);
    }

    private static int address(Mblk packet, int at) {
        return packet.get16(at) << 16 | packet.get16(at + 2);
    }

    /** A packet from the wire: learns from it about whom we know or who asks us, and answers. */
    void rput(Mblk packet) {
        boolean isGood = packet.length() >= PACKET_BYTES && packet.get32(0) == ETHERNET_AND_IP && packet.get16(LENGTHS) == LENGTHS_6_4;
        int sender = isGood ? address(packet, SENDER) : 0;
        if (isGood && sender != ethernet.address && ethernet.reaches(sender)) {
            boolean isForUs = address(packet, TARGET) == ethernet.address;
            long hardware = Ethernet.address(packet, SENDER_HARDWARE);
            Neighbour neighbour = find(sender);
            if (neighbour == null && isForUs) {
                neighbour = add(sender);
            }
            if (neighbour != null) {
                learn(neighbour, hardware);
            }
            if (isForUs && packet.get16(OPERATION) == REQUEST) {
                transmit(REPLY, hardware, hardware, sender);
            }
        }
        packet.free();
    }

    private void learn(Neighbour neighbour, long hardware) {
        neighbour.hardwareAddress = hardware;
        neighbour.asked = 0;
        setUntil(neighbour, VALID_MILLISECONDS);
        Mblk each = neighbour.first;
        neighbour.first = null;
        neighbour.last = null;
        neighbour.waiting = 0;
        while (each != null) {
            Mblk following = each.next;
            each.next = null;
            ethernet.sendDatagram(each, hardware);
            each = following;
        }
    }

    /** Asks again, and forgets who does not answer and what was learnt long ago. */
    void tick(long now) {
        Neighbour before = null;
        Neighbour each = neighbours;
        while (each != null) {
            Neighbour following = each.next;
            boolean isAsking = each.hardwareAddress == 0 && each.asked < MOST_QUESTIONS;
            if (each.until > now) {
                Network.lookAt(each.until);
                before = each;
            } else if (isAsking) {
                ask(each);
                before = each;
            } else {
                forget(each, before);
            }
            each = following;
        }
    }

    private void forget(Neighbour gone, Neighbour before) {
        if (before == null) {
            neighbours = gone.next;
        } else {
            before.next = gone.next;
        }
        count--;
        Mblk each = gone.first;
        Kmem.free(gone);
        while (each != null) {
            Mblk following = each.next;
            Icmp.undeliverable(each);
            each.free();
            each = following;
        }
    }
}

package dev.lamarck.hardware.device;

/** Sources of interrupts: their number is their bit in the controller's registers; each has a fixed level. */
public enum InterruptSource {
    TIMER(1, 10),
    CONSOLE(2, 6),
    DISK(3, 5),
    CHANNEL(4, 4),
    NETWORK(5, 7);

    final int number;
    final int level;

    InterruptSource(int number, int level) {
        this.number = number;
        this.level = level;
    }

    long bit() {
        return 1L << number;
    }
}

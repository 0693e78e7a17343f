package dev.lamarck.hardware.translate;

/** Alignment of doublewords where floating point is enabled (UltraSPARC-I user's manual 13.5.5). */
public interface Alignment {
    /** ALIGNADDR of the sum of its operands or, if {@code little}, ALIGNADDRL. @return the sum rounded down to eight bytes */
    long alignAddress(long sum, boolean little);

    /** FALIGNDATA: eight of these sixteen bytes, from where the last {@link #alignAddress} has said. */
    long align(long first, long second);
}

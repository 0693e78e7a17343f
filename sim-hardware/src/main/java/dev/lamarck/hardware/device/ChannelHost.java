package dev.lamarck.hardware.device;

/** The lab's end of the channel. */
public interface ChannelHost {
    /** Answers a request of the guest. The machine stands still meanwhile; its state may be looked at but not changed. */
    byte[] answer(long cycle, long kind, byte[] request);
}

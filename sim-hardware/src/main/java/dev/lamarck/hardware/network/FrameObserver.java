package dev.lamarck.hardware.network;

/** Sees what an interface sends and receives, when the last bit has passed; may keep the frame but not change it. */
public interface FrameObserver {
    void passed(long cycle, byte[] frame);
}

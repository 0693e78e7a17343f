package dev.lamarck.kernel.ipc;

/** System V's message queues. */
public final class MessageQueues extends IpcKind {
    public static final MessageQueues ALL = new MessageQueues();

    private MessageQueues() {}

    @Override
    IpcObject make(int key, int mode, long size) {
        return new MessageQueue(key, mode);
    }

    @Override
    int sizeRefusal(IpcObject existing, long size) {
        return 0;
    }
}

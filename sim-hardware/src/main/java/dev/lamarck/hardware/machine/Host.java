package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.device.ChannelHost;
import dev.lamarck.hardware.device.ConsoleHost;
import java.util.function.IntConsumer;

/** What a machine is connected to outside. */
public record Host(ConsoleHost console, ChannelHost channel) {
    /** Discards output, has no input, answers every request with nothing. */
    public static Host none() {
        return withOutput(octet -> {});
    }

    /** Console output only. */
    public static Host withOutput(IntConsumer output) {
        return new Host(new ConsoleHost() {
            @Override
            public void write(int octet) {
                output.accept(octet);
            }

            @Override
            public byte[] read(long cycle, int limit) {
                return new byte[0];
            }
        }, (cycle, kind, request) -> new byte[0]);
    }
}

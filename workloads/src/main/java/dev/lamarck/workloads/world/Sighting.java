package dev.lamarck.workloads.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamarck.kernel.evolve.ChannelMessage;
import java.nio.ByteBuffer;

/**
 * What a policy saw in the function that it chose: the evidence of an attempt.
 *
 * @param request     the number of the request for the policy
 * @param ticks       of the clock that were sampled, {@code kernelTicks} of them in the kernel
 * @param ownTicks    in the function, {@code groupTicks} in it or what it had called
 * @param stallCycles without an instruction to dispatch, between the group's ticks and those before them; then the same of all the
 *                    kernel, and all the kernel's cycles
 * @param refusal     why there is no proposal; empty if there is one
 */
public record Sighting(long request, long cycle, long function, long ticks, long kernelTicks, long ownTicks, long groupTicks,
        long stallCycles, long kernelStallCycles, long kernelCycles, String refusal) {

    /** From a message of kind {@link ChannelMessage#SAW}. */
    public static Sighting read(ByteBuffer message) {
        byte[] reason = new byte[(int) word(message, ChannelMessage.SAW_REASON_LENGTH)];
        message.get(8 * ChannelMessage.SAW_REASON, reason);
        return new Sighting(word(message, ChannelMessage.SAW_REQUEST), word(message, ChannelMessage.SAW_CYCLE),
                word(message, ChannelMessage.SAW_FUNCTION), word(message, ChannelMessage.SAW_TICKS),
                word(message, ChannelMessage.SAW_KERNEL_TICKS), word(message, ChannelMessage.SAW_OWN_TICKS),
                word(message, ChannelMessage.SAW_GROUP_TICKS), word(message, ChannelMessage.SAW_STALL),
                word(message, ChannelMessage.SAW_KERNEL_STALL), word(message, ChannelMessage.SAW_KERNEL_CYCLES), new String(reason, UTF_8));
    }

    private static long word(ByteBuffer message, int position) {
        return message.getLong(8 * position);
    }
}

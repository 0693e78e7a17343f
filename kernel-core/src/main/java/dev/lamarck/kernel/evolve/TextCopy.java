package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.driver.Channel;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** All text as it was before the first change, to compare with. */
@Magic
final class TextCopy {
    private long copy;
    private boolean isWhole;

    /** Copies the text, once. */
    void take() {
        if (!isWhole) {
            Step.begin();
            copy = copy == 0 ? Pages.allocateRun((int) (bytes() + Pages.BYTES - 1 >>> Pages.SHIFT)) : copy;
            Step.end();
            if (copy == 0) {
                throw Kernel.panic("no memory for a copy of the text");
            }
            Blocks.copy(start(), copy, bytes());
            isWhole = true;
        }
    }

    /** Compares text with the copy and appends what it found to a message. */
    void compare(Channel channel) {
        long different = 0;
        long firstAt = 0;
        for (long at = 0; at < bytes(); at += 4) {
            if (Memory.load32(start() + at) != Memory.load32(copy + at)) {
                firstAt = different == 0 ? start() + at : firstAt;
                different++;
            }
        }
        channel.put(bytes() >>> 2);
        channel.put(different);
        channel.put(firstAt);
    }

    private static long start() {
        return Address.symbol("_trap_start");
    }

    private static long bytes() {
        return Address.symbol("_text_end") - start() + 7 & -8;
    }
}

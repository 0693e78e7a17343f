package dev.lamarck.kernel.net;

import dev.lamarck.kernel.fs.proc.SystemFile;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Text;

/** {@code /proc/network}: what has passed each layer and what was lost there, a line a layer; then a line for each connection of TCP. */
final class NetworkFile extends SystemFile {
    private static final int NUMBER = 5;

    private final Hme driver;

    NetworkFile(Hme driver) {
        super(Text.bytes("network"), NUMBER);
        this.driver = driver;
    }

    @Override
    protected void write(TextBuffer text) {
        Network.LOCK.acquire();
        text.text("hme received ").decimal(driver.received()).text(" sent ").decimal(driver.sent()).text(" dropped ").decimal(driver.dropped()).line();
        text.text("ip received ").decimal(Ip.received).text(" malformed ").decimal(Ip.malformed).text(" sent ").decimal(Ip.sent).line();
        text.text("tcp received ").decimal(TcpInput.segments).text(" malformed ").decimal(TcpInput.malformed);
        text.text(" predicted ").decimal(TcpInput.predicted).text(" sent ").decimal(TcpOutput.segments);
        text.text(" retransmitted ").decimal(TcpOutput.retransmitted).line();
        Tcp.describe(text);
        Network.LOCK.release();
    }
}

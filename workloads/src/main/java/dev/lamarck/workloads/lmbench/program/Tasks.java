package dev.lamarck.workloads.lmbench.program;

/** All tasks, in the order of reports. */
public final class Tasks {
    private static final int UNIX = 1;
    private static final int INTERNET = 2;
    private static final byte LOCAL_PORT_HIGH = 0x1F;

    private static final Task[] ALL = {
        new NullCall(),
        new ByteTransfer(false),
        new ByteTransfer(true),
        new NamedFile(false),
        new NamedFile(true),
        new SignalHandling(false),
        new SignalHandling(true),
        new Begetting(false),
        new Begetting(true),
        new Ring("pipeAlone", "a byte through a pipe to oneself: what a hop below costs without a switch", 1, 0),
        new Ring("switch2", "a hop: context switch between 2 processes, through a pipe", 2, 0),
        new Ring("switch2x16k", "the same, each reading 16 KB of its own", 2, 16 << 10),
        new Ring("switch8", "the same between 8 processes", 8, 0),
        new Ring("switch8x16k", "8 processes, 16 KB each", 8, 16 << 10),
        new Ring("switch16x64k", "16 processes, 64 KB each", 16, 64 << 10),
        Exchange.latency("pipeLatency", "a byte there and back through pipes", new PipeLink()),
        Exchange.latency("unixLatency", "the same through a socket of AF_UNIX", new SocketLink(local())),
        Exchange.latency("tcpLatency", "the same through TCP to 127.0.0.1", new SocketLink(loopback())),
        Exchange.bandwidth("pipeBandwidth", "8 KB through a pipe", new PipeLink()),
        Exchange.bandwidth("unixBandwidth", "8 KB through a socket of AF_UNIX", new SocketLink(local())),
        Exchange.bandwidth("tcpBandwidth", "8 KB through TCP to 127.0.0.1", new SocketLink(loopback())),
        new PageTask(true),
        new PageTask(false),
        new CreateDelete(0),
        new CreateDelete(10 * 1024),
    };

    public static Task[] all() {
        return ALL;
    }

    /** A name in the abstract name space. */
    private static byte[] local() {
        return new byte[] {0, UNIX, 0, 'l', 'm'};
    }

    private static byte[] loopback() {
        return new byte[] {0, INTERNET, LOCAL_PORT_HIGH, 0, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    }

    private Tasks() {}
}

package dev.lamarck.workloads.kernel;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.InternetName;
import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.rpc.RpcAuthentication;
import dev.lamarck.syscalls.user.rpc.RpcCall;
import dev.lamarck.syscalls.user.rpc.RpcClient;
import dev.lamarck.syscalls.user.rpc.RpcProcedure;
import dev.lamarck.syscalls.user.rpc.RpcProgram;
import dev.lamarck.syscalls.user.rpc.RpcServer;
import dev.lamarck.syscalls.user.rpc.RpcStatus;
import dev.lamarck.syscalls.user.rpc.SystemCredential;
import dev.lamarck.syscalls.user.rpc.TcpClient;
import dev.lamarck.syscalls.user.rpc.UdpClient;
import dev.lamarck.syscalls.user.xdr.NoValue;
import dev.lamarck.syscalls.user.xdr.Xdr;
import dev.lamarck.syscalls.user.xdr.XdrValue;
import dev.lamarck.toolchain.magic.Text;

/** A server and a client in two processes, over both transports of the loopback: what each call gave is printed. */
public final class RemoteProcedures {
    private static final int PROGRAM = 0x2000_0001;
    private static final int VERSION = 1;
    private static final int SUM = 1;
    private static final int REVERSE = 2;
    private static final int WHO = 3;
    private static final int STOP = 4;
    private static final int PORT = 700;
    private static final int TIMEOUT = 2000;
    private static final int MOST = 5000;
    private static final byte[] SERVER = InternetName.of(InternetName.LOOPBACK, PORT);
    private static final long START_NANOSECONDS = 100_000_000;

    /** An array of integers. */
    private static final class Numbers implements XdrValue {
        int[] values;

        @Override
        public void code(Xdr xdr) {
            values = xdr.integers(values, MOST);
        }
    }

    private static final class Total implements XdrValue {
        long value;

        @Override
        public void code(Xdr xdr) {
            value = xdr.hyper(value);
        }
    }

    private static final class Phrase implements XdrValue {
        byte[] text;

        @Override
        public void code(Xdr xdr) {
            text = xdr.bytes(text, MOST);
        }
    }

    private static final class Server extends RpcProgram {
        private final Sum sum = new Sum(new Numbers(), new Total());
        private final Reverse reverse = new Reverse(new Numbers());
        private final Who who = new Who(new Phrase());
        private final Stop stop = new Stop();

        Server() {
            super(PROGRAM, VERSION, VERSION);
        }

        @Override
        protected RpcProcedure procedure(int version, int procedure) {
            return switch (procedure) {
                case SUM -> sum;
                case REVERSE -> reverse;
                case WHO -> who;
                case STOP -> stop;
                default -> null;
            };
        }
    }

    private static final class Sum extends RpcProcedure {
        private final Numbers numbers;
        private final Total total;

        Sum(Numbers numbers, Total total) {
            super(numbers, total);
            this.numbers = numbers;
            this.total = total;
        }

        @Override
        protected boolean run(RpcCall call) {
            total.value = 0;
            for (int i = 0; i < numbers.values.length; i++) {
                total.value += numbers.values[i];
            }
            return true;
        }
    }

    private static final class Reverse extends RpcProcedure {
        private final Numbers numbers;

        Reverse(Numbers numbers) {
            super(numbers, numbers);
            this.numbers = numbers;
        }

        @Override
        protected boolean run(RpcCall call) {
            int[] values = numbers.values;
            for (int i = 0; i < values.length / 2; i++) {
                int value = values[i];
                values[i] = values[values.length - 1 - i];
                values[values.length - 1 - i] = value;
            }
            return true;
        }
    }

    /** The name in the caller's credentials; fails if he has none. */
    private static final class Who extends RpcProcedure {
        private final Phrase phrase;

        Who(Phrase phrase) {
            super(NoValue.VOID, phrase);
            this.phrase = phrase;
        }

        @Override
        protected boolean run(RpcCall call) {
            SystemCredential credential = new SystemCredential();
            if (!call.credential().read(credential)) {
                return false;
            }
            phrase.text = credential.machine;
            return credential.user == 42;
        }
    }

    private static final class Stop extends RpcProcedure {
        private RpcServer server;

        Stop() {
            super(NoValue.VOID, NoValue.VOID);
        }

        @Override
        protected boolean run(RpcCall call) {
            server.stop();
            return true;
        }
    }

    public static void main(String[] args) {
        int child = Posix.fork();
        if (child == 0) {
            serve();
        }
        UdpClient datagrams = new UdpClient(SERVER, PROGRAM, VERSION, 20);
        show("null", datagrams.call(0, NoValue.VOID, NoValue.VOID, TIMEOUT));
        Output.STANDARD.text(datagrams.sent() > 1 ? "sent again until the server was there" : "sent once").line();
        calls(datagrams, 2000);
        RpcClient connection = TcpClient.connect(SERVER, PROGRAM, VERSION);
        calls(connection, MOST);
        refusals();
        show("stop", connection.call(STOP, NoValue.VOID, NoValue.VOID, TIMEOUT));
        connection.close();
        Posix.waitFor(child, 0);
        Output.STANDARD.text("server ended with ").decimal(Posix.lastStatus()).line();
        show("nobody", datagrams.call(0, NoValue.VOID, NoValue.VOID, 200));
        datagrams.close();
    }

    private static void serve() {
        Posix.sleep(START_NANOSECONDS);
        Server program = new Server();
        RpcServer server = new RpcServer(program, SERVER);
        if (!server.isBound()) {
            Posix.exit(1);
        }
        program.stop.server = server;
        server.run();
        Posix.exit(0);
    }

    private static void show(String what, RpcStatus status) {
        Output.STANDARD.text(what).text(": ").text(status.text()).line();
    }

    private static void calls(RpcClient client, int most) {
        Numbers numbers = new Numbers();
        Numbers reversed = new Numbers();
        Total total = new Total();
        long wrong = 0;
        for (int length = 1; length <= most; length = length * 5 / 2) {
            numbers.values = new int[length];
            long expected = 0;
            for (int i = 0; i < length; i++) {
                numbers.values[i] = i * 0x9E37_79B9;
                expected += numbers.values[i];
            }
            wrong += client.call(SUM, numbers, total, TIMEOUT) == RpcStatus.SUCCESS && total.value == expected ? 0 : 1;
            wrong += client.call(REVERSE, numbers, reversed, TIMEOUT) == RpcStatus.SUCCESS && isReverse(numbers.values, reversed.values) ? 0 : 1;
        }
        Output.STANDARD.text("wrong ").decimal(wrong).line();
        show("who", client.call(WHO, NoValue.VOID, new Phrase(), TIMEOUT));
        SystemCredential credential = new SystemCredential();
        credential.machine = Bytes.copyOf(Text.bytes("client"));
        credential.user = 42;
        client.authenticate(RpcAuthentication.system(credential));
        Phrase phrase = new Phrase();
        show("who", client.call(WHO, NoValue.VOID, phrase, TIMEOUT));
        Output.STANDARD.text("it is ").bytes(phrase.text, 0, phrase.text.length).line();
        show("no such procedure", client.call(99, NoValue.VOID, NoValue.VOID, TIMEOUT));
        show("no arguments", client.call(SUM, NoValue.VOID, NoValue.VOID, TIMEOUT));
    }

    private static boolean isReverse(int[] a, int[] b) {
        boolean isWell = a.length == b.length;
        for (int i = 0; isWell && i < a.length; i++) {
            isWell = a[i] == b[a.length - 1 - i];
        }
        return isWell;
    }

    private static void refusals() {
        RpcClient otherProgram = new UdpClient(SERVER, PROGRAM + 1, VERSION, 20);
        show("other program", otherProgram.call(SUM, NoValue.VOID, NoValue.VOID, TIMEOUT));
        otherProgram.close();
        RpcClient otherVersion = TcpClient.connect(SERVER, PROGRAM, VERSION + 1);
        show("other version", otherVersion.call(SUM, NoValue.VOID, NoValue.VOID, TIMEOUT));
        Numbers many = new Numbers();
        many.values = new int[MOST + 1];
        show("too many", otherVersion.call(SUM, many, NoValue.VOID, TIMEOUT));
        show("after that", otherVersion.call(0, NoValue.VOID, NoValue.VOID, TIMEOUT));
        otherVersion.close();
    }

    private RemoteProcedures() {}
}

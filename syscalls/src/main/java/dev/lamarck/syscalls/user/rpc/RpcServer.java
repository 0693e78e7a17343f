package dev.lamarck.syscalls.user.rpc;

import dev.lamarck.syscalls.user.DatagramSockets;
import dev.lamarck.syscalls.user.InternetName;
import dev.lamarck.syscalls.user.Readiness;
import dev.lamarck.syscalls.user.StreamSockets;
import dev.lamarck.syscalls.user.xdr.MemoryXdr;
import dev.lamarck.syscalls.user.xdr.NoValue;
import dev.lamarck.syscalls.user.xdr.Xdr;

/** Answers calls by datagrams and on connections, one at a time, until a procedure stops it. */
public final class RpcServer {
    private static final int MOST_CONNECTIONS = 8;
    private static final int DATAGRAMS = 0;
    private static final int CONNECTING = 1;
    private static final int FIRST_CONNECTION = 2;

    private final RpcProgram program;
    private final int datagrams;
    private final int listener;
    private final RpcConnection[] connections = new RpcConnection[MOST_CONNECTIONS];
    private final Readiness readiness = new Readiness(FIRST_CONNECTION + MOST_CONNECTIONS);
    private final MemoryXdr in = new MemoryXdr(new byte[UdpClient.MOST_BYTES], Xdr.Operation.DECODE);
    private final MemoryXdr out = new MemoryXdr(new byte[UdpClient.MOST_BYTES], Xdr.Operation.ENCODE);
    private final byte[] caller = new byte[InternetName.BYTES];
    private final RpcCall call = new RpcCall();
    private final RpcReply reply = new RpcReply();
    private int connected;
    private boolean isStopped;

    /** Offers one program at the name, to datagrams and to connections. */
    public RpcServer(RpcProgram program, byte[] name) {
        this.program = program;
        datagrams = DatagramSockets.bind(name);
        listener = StreamSockets.listen(name);
    }

    /** Whether it could have the name. */
    public boolean isBound() {
        return datagrams >= 0 && listener >= 0;
    }

    /** After the call that it is about. */
    public void stop() {
        isStopped = true;
    }

    /** Serves until it is stopped. */
    public void run() {
        while (!isStopped) {
            readiness.clear();
            readiness.add(datagrams);
            // While there is no room for a further connection, those who connect wait.
            readiness.add(connected < MOST_CONNECTIONS ? listener : -1);
            for (int i = 0; i < connected; i++) {
                readiness.add(connections[i].descriptor());
            }
            if (readiness.await(-1) > 0) {
                serveReady();
            }
        }
        while (connected > 0) {
            close(connected - 1);
        }
    }

    /** Connections from the last to the first, as the last takes the place of one that is closed. */
    private void serveReady() {
        for (int i = connected - 1; i >= 0; i--) {
            if (readiness.isReady(FIRST_CONNECTION + i) && !connections[i].serve(this)) {
                close(i);
            }
        }
        if (readiness.isReady(DATAGRAMS)) {
            serveDatagram();
        }
        if (readiness.isReady(CONNECTING)) {
            int descriptor = StreamSockets.accept(listener);
            if (descriptor >= 0) {
                connections[connected++] = new RpcConnection(descriptor);
            }
        }
    }

    private void close(int connection) {
        connections[connection].close();
        connections[connection] = connections[--connected];
    }

    private void serveDatagram() {
        int length = DatagramSockets.receive(datagrams, in.buffer(), caller);
        in.rewind(Xdr.Operation.DECODE, Math.max(length, 0));
        out.rewind(Xdr.Operation.ENCODE, UdpClient.MOST_BYTES);
        if (length <= 0 || !answer(in, out)) {
            return;
        }
        if (!out.isWell()) {
            // The results do not fit into a datagram.
            out.rewind(Xdr.Operation.ENCODE, UdpClient.MOST_BYTES);
            reply.accept(call.number, RpcReply.SYSTEM_ERROR);
            reply.code(out);
        }
        DatagramSockets.send(datagrams, out.buffer(), out.position(), caller);
    }

    /** Decodes a call, runs its procedure and encodes the reply; false if it was no call, to which there is no reply. */
    boolean answer(Xdr from, Xdr to) {
        call.code(from);
        boolean isCall = from.isWell();
        if (isCall) {
            answerCall(from, to);
        }
        from.begin(Xdr.Operation.FREE);
        call.code(from);
        return isCall;
    }

    private void answerCall(Xdr from, Xdr to) {
        RpcProcedure procedure = find();
        if (procedure == null) {
            reply.code(to);
            return;
        }
        procedure.arguments().code(from);
        int status = !from.isWell() ? RpcReply.GARBAGE_ARGUMENTS : procedure.run(call) ? RpcReply.SUCCESS : RpcReply.SYSTEM_ERROR;
        reply.accept(call.number, status);
        reply.code(to);
        if (status == RpcReply.SUCCESS) {
            procedure.results().code(to);
        }
        from.begin(Xdr.Operation.FREE);
        procedure.arguments().code(from);
        procedure.results().code(from);
    }

    /** The procedure that is called; null, and a reply that says what there is not. */
    private RpcProcedure find() {
        if (call.rpcVersion != RpcCall.RPC_VERSION) {
            reply.deny(call.number, RpcReply.RPC_MISMATCH, RpcCall.RPC_VERSION, RpcCall.RPC_VERSION);
            return null;
        }
        reply.low = program.lowest();
        reply.high = program.highest();
        if (call.program != program.number()) {
            reply.accept(call.number, RpcReply.PROGRAM_UNAVAILABLE);
            return null;
        }
        if (call.version < program.lowest() || call.version > program.highest()) {
            reply.accept(call.number, RpcReply.PROGRAM_MISMATCH);
            return null;
        }
        RpcProcedure procedure = call.procedure == 0 ? NullProcedure.ONLY : program.procedure(call.version, call.procedure);
        if (procedure == null) {
            reply.accept(call.number, RpcReply.PROCEDURE_UNAVAILABLE);
        }
        return procedure;
    }

    /** What each program's procedure 0 does. */
    private static final class NullProcedure extends RpcProcedure {
        static final NullProcedure ONLY = new NullProcedure();

        private NullProcedure() {
            super(NoValue.VOID, NoValue.VOID);
        }

        @Override
        protected boolean run(RpcCall call) {
            return true;
        }
    }
}

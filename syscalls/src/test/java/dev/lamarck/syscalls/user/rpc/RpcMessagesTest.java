package dev.lamarck.syscalls.user.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.syscalls.user.UnfreedArrays;
import dev.lamarck.syscalls.user.xdr.MemoryXdr;
import dev.lamarck.syscalls.user.xdr.NoValue;
import dev.lamarck.syscalls.user.xdr.Xdr;
import dev.lamarck.syscalls.user.xdr.XdrValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls and replies as RFC 5531 lays them out, and as Sun's library does. */
class RpcMessagesTest {
    private static final int PROGRAM = 0x2000_0001;
    private static final String NOBODY = " 00000000 00000000";

    /** Doubles an integer. */
    private static final class Doubling extends RpcProgram {
        private static final class Number implements XdrValue {
            private int value;

            @Override
            public void code(Xdr xdr) {
                value = xdr.integer(value);
            }
        }

        private final Number number = new Number();

        Doubling() {
            super(PROGRAM, 2, 3);
        }

        @Override
        protected RpcProcedure procedure(int version, int procedure) {
            return procedure != 1 ? null : new RpcProcedure(number, number) {
                @Override
                protected boolean run(RpcCall call) {
                    number.value *= 2;
                    return number.value != 0;
                }
            };
        }
    }

    @BeforeEach
    void start() {
        UnfreedArrays.install();
    }

    /** What a server says to a message; empty if nothing. */
    private static String reply(String call) {
        RpcServer server = new RpcServer(new Doubling(), new byte[16]);
        MemoryXdr in = new MemoryXdr(HexFormat.of().parseHex(call.replace(" ", "")), Xdr.Operation.DECODE);
        MemoryXdr out = new MemoryXdr(new byte[1000], Xdr.Operation.ENCODE);
        return server.answer(in, out) ? HexFormat.ofDelimiter(" ").formatHex(out.buffer(), 0, out.position()).replaceAll("(..) (..) (..) (..)", "$1$2$3$4") : "";
    }

    private static String call(String version, String procedure, String arguments) {
        return "00000007 00000000 00000002 20000001 " + version + " " + procedure + NOBODY + NOBODY + arguments;
    }

    private static String accepted(String rest) {
        return "00000007 00000001 00000000" + NOBODY + " " + rest;
    }

    @Test
    void aProcedureIsFoundAndAnswered() {
        assertThat(reply(call("00000002", "00000001", " 00000015"))).isEqualTo(accepted("00000000 0000002a"));
    }

    @Test
    void procedureZeroIsThereInEachVersion() {
        assertThat(reply(call("00000003", "00000000", ""))).isEqualTo(accepted("00000000"));
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThat(reply(call("00000002", "00000009", ""))).as("procedure").isEqualTo(accepted("00000003"));
        assertThat(reply(call("00000004", "00000001", ""))).as("version").isEqualTo(accepted("00000002 00000002 00000003"));
        assertThat(reply("00000007 00000000 00000002 20000002 00000002 00000001" + NOBODY + NOBODY)).as("program").isEqualTo(accepted("00000001"));
        assertThat(reply("00000007 00000000 00000003 ffffffff")).as("protocol").isEqualTo("00000007 00000001 00000001 00000000 00000002 00000002");
    }

    @Test
    void argumentsThatAreNoneAreGarbageAndFailuresTheServers() {
        assertThat(reply(call("00000002", "00000001", ""))).isEqualTo(accepted("00000004"));
        assertThat(reply(call("00000002", "00000001", " 00000000"))).isEqualTo(accepted("00000005"));
    }

    @Test
    void whatIsNoCallHasNoReply() {
        assertThat(reply("00000007 00000001 00000000")).as("a reply").isEmpty();
        assertThat(reply("00000007")).as("half a header").isEmpty();
        assertThat(reply("00000007 00000000 00000002 20000001 00000002 00000001 00000000 00000194" + "00".repeat(500))).as("credentials of 404 bytes").isEmpty();
    }

    @Test
    void aSystemsCredentialIsRead() {
        SystemCredential written = credential();
        SystemCredential read = new SystemCredential();
        assertThat(RpcAuthentication.system(written).read(read)).isTrue();
        assertThat(read.machine).isEqualTo(written.machine);
        assertThat(read.groups).isEqualTo(written.groups);
        assertThat(read.user).isEqualTo(written.user);
        assertThat(RpcAuthentication.none().read(read)).isFalse();
    }

    private static SystemCredential credential() {
        SystemCredential credential = new SystemCredential();
        credential.stamp = 0x1234_5678;
        credential.machine = "lamarck".getBytes(StandardCharsets.US_ASCII);
        credential.user = 1000;
        credential.group = 100;
        credential.groups = new int[] {4, 20, 24};
        return credential;
    }

    /** A call's header and credentials, made by Sun's library on the host. */
    private static final String SUN = """
            #include <rpc/rpc.h>
            #include <stdio.h>
            int main(void) {
              static char buffer[1000], body[400];
              gid_t groups[] = {4, 20, 24};
              struct authunix_parms unix_parms = {0x12345678, "lamarck", 1000, 100, 3, groups};
              XDR xdr;
              xdrmem_create(&xdr, body, sizeof body, XDR_ENCODE);
              if (!xdr_authunix_parms(&xdr, &unix_parms)) return 1;
              struct rpc_msg call = {.rm_xid = 8, .rm_direction = CALL};
              call.rm_call.cb_rpcvers = 2;
              call.rm_call.cb_prog = 0x20000001;
              call.rm_call.cb_vers = 2;
              call.rm_call.cb_proc = 1;
              call.rm_call.cb_cred = (struct opaque_auth) {AUTH_UNIX, body, xdr_getpos(&xdr)};
              xdrmem_create(&xdr, buffer, sizeof buffer, XDR_ENCODE);
              int argument = 21;
              if (!xdr_callmsg(&xdr, &call) || !xdr_int(&xdr, &argument)) return 1;
              for (unsigned i = 0; i < xdr_getpos(&xdr); i++) printf("%02x", buffer[i] & 255);
              return 0;
            }
            """;

    @Test
    void aCallIsWhatSunsLibraryMakesOfIt(@TempDir Path folder) throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/include/tirpc/rpc/rpc.h")), "libtirpc is not installed");
        Files.writeString(folder.resolve("call.c"), SUN);
        run(folder, "gcc", "-I/usr/include/tirpc", "call.c", "-o", "call", "-ltirpc");
        String theirs = run(folder, folder.resolve("call").toString());

        MemoryXdr out = new MemoryXdr(new byte[1000], Xdr.Operation.ENCODE);
        RpcClient client = new RpcClient(PROGRAM, 2, 7) {
            @Override
            public RpcStatus call(int procedure, XdrValue arguments, XdrValue results, int milliseconds) {
                return encode(out, procedure, arguments) ? RpcStatus.SUCCESS : RpcStatus.CANNOT_ENCODE;
            }

            @Override
            public void close() {}
        };
        client.authenticate(RpcAuthentication.system(credential()));
        assertThat(client.call(1, xdr -> xdr.integer(21), NoValue.VOID, 0)).isEqualTo(RpcStatus.SUCCESS);
        assertThat(HexFormat.of().formatHex(out.buffer(), 0, out.position())).isEqualTo(theirs);
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

/**
 * Remote procedure calls (RFC 5531, Sun's RPC version 2) over UDP and TCP. A client encodes a header, credentials and arguments, sends them, and waits
 * for the reply with its number: over UDP it sends again, waiting twice as long each time, until the call's time is up, so a procedure may run more than
 * once; over TCP a call is a record. A server waits for datagrams, connections and records, finds the program, version and procedure, and replies. There
 * is no portmapper: both sides know the port.
 *
 * <p>Everything goes through the interpreted routines of {@code xdr} on purpose, header and all, as in Sun's {@code clnt_call}. One thread. Start
 * reading at {@link dev.lamarck.syscalls.user.rpc.RpcClient} and {@link dev.lamarck.syscalls.user.rpc.RpcServer}.
 */
package dev.lamarck.syscalls.user.rpc;

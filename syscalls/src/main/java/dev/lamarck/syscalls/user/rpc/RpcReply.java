package dev.lamarck.syscalls.user.rpc;

import dev.lamarck.syscalls.user.xdr.Xdr;
import dev.lamarck.syscalls.user.xdr.XdrValue;

/** What stands before a reply's results (RFC 5531, section 9: {@code reply_body}). */
final class RpcReply implements XdrValue {
    static final int TYPE = 1;

    static final int ACCEPTED = 0;
    static final int DENIED = 1;

    static final int SUCCESS = 0;
    static final int PROGRAM_UNAVAILABLE = 1;
    static final int PROGRAM_MISMATCH = 2;
    static final int PROCEDURE_UNAVAILABLE = 3;
    static final int GARBAGE_ARGUMENTS = 4;
    static final int SYSTEM_ERROR = 5;

    static final int RPC_MISMATCH = 0;
    static final int AUTHENTICATION_ERROR = 1;

    int number;
    /** {@link #ACCEPTED} or {@link #DENIED}. */
    int verdict;
    /** What the verdict says further: of the one or the other list. */
    int status;
    /** Versions there are, or in {@link #low} what is wrong with the credentials. */
    int low;
    int high;
    private final RpcAuthentication verifier = RpcAuthentication.none();

    void accept(int call, int newStatus) {
        number = call;
        verdict = ACCEPTED;
        status = newStatus;
    }

    void deny(int call, int newStatus, int newLow, int newHigh) {
        number = call;
        verdict = DENIED;
        status = newStatus;
        low = newLow;
        high = newHigh;
    }

    @Override
    public void code(Xdr xdr) {
        number = xdr.integer(number);
        if (xdr.integer(TYPE) != TYPE) {
            xdr.fail();
        }
        verdict = xdr.integer(verdict);
        if (verdict == ACCEPTED) {
            verifier.code(xdr);
        }
        status = xdr.integer(status);
        if (verdict == ACCEPTED && status == PROGRAM_MISMATCH || verdict == DENIED && status == RPC_MISMATCH) {
            low = xdr.integer(low);
            high = xdr.integer(high);
        } else if (verdict == DENIED) {
            low = xdr.integer(low);
        }
    }

    /** To the client. */
    RpcStatus meaning() {
        if (verdict == DENIED) {
            return status == RPC_MISMATCH ? RpcStatus.VERSION_MISMATCH : RpcStatus.AUTHENTICATION_ERROR;
        }
        return switch (status) {
            case SUCCESS -> RpcStatus.SUCCESS;
            case PROGRAM_UNAVAILABLE -> RpcStatus.PROGRAM_UNAVAILABLE;
            case PROGRAM_MISMATCH -> RpcStatus.PROGRAM_MISMATCH;
            case PROCEDURE_UNAVAILABLE -> RpcStatus.PROCEDURE_UNAVAILABLE;
            case GARBAGE_ARGUMENTS -> RpcStatus.GARBAGE_ARGUMENTS;
            case SYSTEM_ERROR -> RpcStatus.SYSTEM_ERROR;
            default -> RpcStatus.CANNOT_DECODE;
        };
    }
}

package dev.lamarck.syscalls.user.rpc;

/** What became of a call. */
public enum RpcStatus {
    SUCCESS("success"),
    CANNOT_ENCODE("arguments do not fit"),
    CANNOT_DECODE("the reply is none, or its results are others"),
    CANNOT_SEND("cannot send"),
    CANNOT_RECEIVE("cannot receive"),
    TIMED_OUT("timed out"),
    VERSION_MISMATCH("the server knows another version of the protocol"),
    AUTHENTICATION_ERROR("credentials refused"),
    PROGRAM_UNAVAILABLE("no such program"),
    PROGRAM_MISMATCH("no such version of the program"),
    PROCEDURE_UNAVAILABLE("no such procedure"),
    GARBAGE_ARGUMENTS("the server cannot decode the arguments"),
    SYSTEM_ERROR("the server has failed");

    private final String text;

    RpcStatus(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}

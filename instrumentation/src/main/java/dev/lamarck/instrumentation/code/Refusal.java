package dev.lamarck.instrumentation.code;

/** Why an analysis or a change was not made. */
public enum Refusal {
    UNKNOWN_REQUEST("no such request"),
    NO_SUCH_POLICY("no policy of that name"),
    NO_SUCH_FUNCTION("no function of that name"),
    NOT_CHANGEABLE("code that must never be changed: it runs above trap level 0 or was placed by the splicer"),
    TOO_LARGE("the function exceeds the analyser's tables"),
    ILLEGAL_INSTRUCTION("an instruction that does not decode is reached"),
    CONTROL_TRANSFER_IN_SLOT("a control transfer in a delay slot is reached"),
    RUNS_OFF_ITS_END("control runs off the end of the function"),
    UNKNOWN_JUMP("an indirect jump of unknown shape is reached"),
    NOT_IN_FUNCTION("the point is not in a parsed function"),
    NOT_REACHED("no path from the entry reaches the point"),
    DELAY_SLOT("the point is a delay slot"),
    ENTRY_IS_LOOP_HEAD("the entry is also a loop head: its executions are not calls"),
    CONDITIONAL_EXIT("the function leaves by a conditional branch, which has no point of its own"),
    NO_REGISTER("no register is dead where the displaced instruction needs one"),
    NO_SUCH_ARGUMENT("only the first six arguments are in registers"),
    NO_IMMEDIATE("the value takes more than two instructions to load"),
    NO_CODE_MEMORY("the patch heap is full"),
    OUT_OF_REACH("neither a branch nor a springboard reaches the patch"),
    NO_ROOM("a table of the splicer is full"),
    BRANCH_INTO_SLOT("a branch leads into a delay slot, so that two blocks share a word"),
    READS_PROGRAM_COUNTER("an instruction reads the program counter"),
    UNKNOWN_TABLE("a jump table's address is used for something else too"),
    SELF_CHECK("the function emitted in its own place is not what stands there"),
    LAYOUT_DIFFERS("the new code does not do, instruction by instruction, what the old code does"),
    NOTHING_HOT("no block of the function ran often enough"),
    TOO_DEAR("the function and its hot callees cost more than they can have been worth so far"),
    NOT_PROFILED("the group profiled last is not that of this root"),
    ALREADY_CHANGED("another version stands for the function already"),
    NOT_ON_TOP("another version stands above this one"),
    NO_COUNTERPART("a spliced instruction has no counterpart in the other version"),
    BUSY("a request of this kind is being carried out"),
    NOT_A_STORE("an assumed field is written by something else than a plain store"),
    NOT_ASSUMABLE("what the code would assume is more than the guards' tables hold"),
    STORES_ASSUMED("the code stores to what it or another version assumes"),
    ASSUMPTION_FALSE("what the code assumes is no longer so"),
    NEVER_COVERED("a thread stays where a guarded store is executed"),
    NOTHING_KNOWN("nothing is known yet that the code could be specialized on"),
    NO_RESIDUAL("the residual compiler has none"),
    NOT_INSTALLED("nothing of that number is installed"),
    ALL_UNDONE("all was to be undone before it was done"),
    MANAGER_KILLED("the evolution manager's thread was killed before it was done: undone");

    public final String reason;

    Refusal(String reason) {
        this.reason = reason;
    }
}

package dev.lamarck.kernel.evolve;

/**
 * What the evolution thread and the lab say to each other: messages of big-endian doublewords, one constant a position. The lab
 * reads the same constants.
 */
public final class ChannelMessage {
    // From the lab: word 0 says what is asked for, word 1 is a number of the lab's choosing, named as the cause of what follows.
    public static final int REQUEST = 0;
    public static final int REQUEST_NUMBER = 1;
    public static final int REQUEST_ARGUMENT = 2;
    /** Bytes of the function's symbol, which begins at {@link #REQUEST_SYMBOL}. */
    public static final int REQUEST_SYMBOL_LENGTH = 3;
    public static final int REQUEST_SYMBOL = 4;

    /** Count the calls of a function. */
    public static final int COUNT_CALLS = 1;
    /** Accumulate the latency of a function's calls. */
    public static final int TIME_CALLS = 2;
    /** Undo what the request of which the argument is the number led to. */
    public static final int REMOVE = 3;
    /** Report the readings of all annotations every so many cycles; 0 ends it. */
    public static final int REPORT_EVERY = 4;
    /** Compare all text with what it was before the first change, as soon as no removal is under way. */
    public static final int COMPARE_TEXT = 5;

    /** Count the executions of every block of a function. */
    public static final int COUNT_BLOCKS = 6;
    /**
     * Place a function and its hot callees anew. Of the argument the low 40 bits say for how many cycles to profile at each step (0:
     * the kernel's choice), the next 8 the layout ({@code position.Placement}), the rest the seed of a random one, or how many ways of the I-cache behind
     * the kernel's choice another one is put: on the same lines of that cache and others of the E-cache.
     */
    public static final int POSITION = 7;
    public static final int POSITION_LAYOUT_SHIFT = 40;
    public static final int POSITION_SEED_SHIFT = 48;
    /** The first half of {@link #POSITION}: profile the group of a root; of the argument only the cycles count. */
    public static final int PROFILE_GROUP = 14;
    /** The second half: place the group that was profiled last, which is that of the root named; of the argument the cycles do not count. */
    public static final int PLACE_GROUP = 15;

    /** Undo all that is in force, whoever asked for it: policies take no part any more, and what they are trying is given up first. */
    public static final int UNDO_ALL = 16;

    /** Let linked functions be replaced by their linked alternatives: those of the same name and, behind it, the given suffix. */
    public static final int USE_ALTERNATIVES = 12;
    /** Let a policy evolve the kernel; the symbol is its name, the argument the cycles that all policies may spend, 0 for the default. */
    public static final int EVOLVE = 8;
    /** Accumulate the cycles that threads run in a function's calls, not those for which they are switched out. */
    public static final int TIME_RUNNING = 11;

    /** Replace a function by the residual of what stands for it now, for the process of which the argument is the number. */
    public static final int SPECIALIZE_SIGNALS = 13;
    /** Count the values of one of a function's arguments, the argument of the request being its index, 0 to 5. */
    public static final int PROFILE_ARGUMENT = 9;
    /**
     * Let a version stand for a function that is specialized to a value of one of its arguments. The request's argument is the
     * argument's index, 0 to 5, in the upper eight bits, and the value in the others, sign-extended.
     */
    public static final int SPECIALIZE = 10;
    public static final int SPECIALIZE_INDEX_SHIFT = 56;

    // To the lab: the kind goes with SEND.
    /** A ledger entry changed its state. */
    public static final int LEDGER = 1;
    public static final int LEDGER_ID = 0;
    /** The entry that this one is part of, 0 if none. */
    public static final int LEDGER_PARENT = 1;
    /** The number of the request that led to it. */
    public static final int LEDGER_CAUSE = 2;
    /** The kind of the request. */
    public static final int LEDGER_KIND = 3;
    public static final int LEDGER_STATE = 4;
    public static final int LEDGER_CYCLE = 5;
    public static final int LEDGER_FUNCTION = 6;
    /** The word changed; 0 in an entry that only has parts. */
    public static final int LEDGER_ADDRESS = 7;
    public static final int LEDGER_WORD_BEFORE = 8;
    public static final int LEDGER_WORD_AFTER = 9;
    /**
     * The patch that the word now leads to, 0 if none, and its size; its words follow, two in each doubleword. For a version its
     * start and 0: {@link #CODE} has the words.
     */
    public static final int LEDGER_PATCH = 10;
    public static final int LEDGER_PATCH_BYTES = 11;
    public static final int LEDGER_PATCH_WORDS = 12;

    /** The readings of an annotation at a cycle; final if nothing can change them any more. */
    public static final int READING = 2;
    public static final int READING_ID = 0;
    public static final int READING_CYCLE = 1;
    public static final int READING_CALLS = 2;
    /** Cycles of all the calls; 0 for COUNT_CALLS. */
    public static final int READING_LATENCY = 3;
    public static final int READING_FINAL = 4;

    /** Reading of an argument's values at a cycle; final if nothing can change it any more. */
    public static final int HISTOGRAM = 7;
    public static final int HISTOGRAM_ID = 0;
    public static final int HISTOGRAM_CYCLE = 1;
    public static final int HISTOGRAM_FINAL = 2;
    /** Calls whose value found no place in the table. */
    public static final int HISTOGRAM_OTHERS = 3;
    /** How many pairs of a value and its count follow. */
    public static final int HISTOGRAM_PAIRS = 4;
    public static final int HISTOGRAM_FIRST = 5;

    /** A request was not carried out; word 0 is its number, word 1 the length of the reason, which follows. */
    public static final int REFUSED = 3;

    /** Answer to COMPARE_TEXT: the request's number, words compared, words that differ, address of the first that does. */
    public static final int TEXT = 4;
    public static final int TEXT_WORDS = 1;
    public static final int TEXT_DIFFERENT = 2;
    public static final int TEXT_FIRST = 3;
    /** Ledger entries in force, entries reverted and reclaimed, and bytes of patch memory in use. */
    public static final int TEXT_ENTRIES = 4;
    public static final int TEXT_FOLDED = 5;
    public static final int TEXT_PATCH_BYTES = 6;
    /** The balance of the kernel's memory: objects of the evolution's own classes that are not freed; bytes in use by all of the kernel. */
    public static final int TEXT_OWN_OBJECTS = 7;
    public static final int TEXT_KMEM_BYTES = 8;

    /** Words of a version, in order and a thousand a message, sent before the entry's change to INSTALLED. */
    public static final int CODE = 5;
    public static final int CODE_ID = 0;
    /** Entry of the linked function. */
    public static final int CODE_FUNCTION = 1;
    public static final int CODE_START = 2;
    public static final int CODE_BYTES = 3;
    public static final int CODE_COLD_START = 4;
    public static final int CODE_COLD_BYTES = 5;
    /** Index of the first word here, counted through both parts, and how many follow. */
    public static final int CODE_FROM = 6;
    public static final int CODE_COUNT = 7;
    /** A word in the upper half; in the lower the address it was made from, 0 if it has no counterpart. */
    public static final int CODE_WORDS = 8;
    static final int CODE_MOST_WORDS = 1000;

    /** What a policy saw in the function that it chose. */
    public static final int SAW = 6;
    public static final int SAW_REQUEST = 0;
    public static final int SAW_CYCLE = 1;
    public static final int SAW_FUNCTION = 2;
    /** Ticks sampled; of them, in the kernel, in the function itself, and in it or what it had called. */
    public static final int SAW_TICKS = 3;
    public static final int SAW_KERNEL_TICKS = 4;
    public static final int SAW_OWN_TICKS = 5;
    public static final int SAW_GROUP_TICKS = 6;
    /** Cycles without an instruction to dispatch, between the group's ticks and between all the kernel's; and all the kernel's cycles. */
    public static final int SAW_STALL = 7;
    public static final int SAW_KERNEL_STALL = 8;
    public static final int SAW_KERNEL_CYCLES = 9;
    /** Why there is no proposal: bytes, 0 if there is one, and text. */
    public static final int SAW_REASON_LENGTH = 10;
    public static final int SAW_REASON = 11;

    /**
     * Asks for a residual: the entry of the function, where the code shall stand and in how many bytes at most, the page of the answer (0 makes the
     * residual, from memory as it is then; further ones give the rest of it), and how many static arguments follow: pairs of index (receiver
     * first, −1 for the thread register) and value.
     */
    public static final int RESIDUAL_WANTED = 8;
    public static final int RESIDUAL_FUNCTION = 0;
    public static final int RESIDUAL_PLACE = 1;
    public static final int RESIDUAL_ROOM = 2;
    public static final int RESIDUAL_PAGE = 3;
    public static final int RESIDUAL_ARGUMENTS = 4;
    public static final int RESIDUAL_ARGUMENT = 5;
    /** Bytes of a page of the answer at most: a page that is shorter is the last. */
    public static final int RESIDUAL_PAGE_BYTES = 8192;

    /** A page of the answer: 0, or why there is no residual: the length of the reason, which follows; bytes of the stream that are in this page. */
    public static final int RESIDUAL_REFUSED = 0;
    public static final int RESIDUAL_HERE = 1;
    /** Of the whole residual: bytes of code, and with its jump tables; rows of each kind. */
    public static final int RESIDUAL_CODE_BYTES = 2;
    public static final int RESIDUAL_BYTES = 3;
    public static final int RESIDUAL_ASSUMPTIONS = 4;
    public static final int RESIDUAL_STORES = 5;
    public static final int RESIDUAL_CALLS = 6;
    /** The stream begins: the bytes, padded to doublewords, then the rows. */
    public static final int RESIDUAL_STREAM = 7;

    /** A row of an assumption: its kind | bytes of the field << 8, object, field number in {@code _kfields}, value as loaded. */
    public static final int ASSUMPTION_ROW = 4;
    public static final int ASSUMES_FIELD = 1;
    /** The object's place is 0. */
    public static final int ASSUMES_STATIC = 2;
    /** The object is not freed; then its hub, and 0. */
    public static final int ASSUMES_ALIVE = 3;
    /** A row of a store: field number, offset in the code << 32 | flags of {@code _kstores}. Of a call: offset, target. */
    public static final int RESIDUAL_ROW = 2;

    /** What COUNT_BLOCKS counted, when nothing can change it any more: block by block its address and its executions. */
    public static final int BLOCKS = 11;
    public static final int BLOCKS_ID = 0;
    public static final int BLOCKS_CYCLE = 1;
    public static final int BLOCKS_COUNT = 2;
    public static final int BLOCKS_FIRST = 3;

    /** A group was placed, before it is installed. */
    public static final int PLACED = 12;
    public static final int PLACED_ID = 0;
    public static final int PLACED_CAUSE = 1;
    public static final int PLACED_MEMBERS = 2;
    public static final int PLACED_EDGES = 3;
    /** Of the edges, those whose counts the block counts do not determine. */
    public static final int PLACED_GUESSED_EDGES = 4;
    /** 1 if the calls of the root are such a guess: another root would be better. */
    public static final int PLACED_CALLS_GUESSED = 5;

    /** States of a ledger entry: in the text; out of it, but threads may be in its patch; out of memory too. */
    public static final int INSTALLED = 1;
    public static final int REMOVED = 2;
    public static final int RECLAIMED = 3;
    /** What a trial found: the change stays; or it is, and stays, out. */
    public static final int KEPT = 5;
    public static final int REFUSED_BY_TRIAL = 6;
    /**
     * A ledger message of these two states has figures behind {@link #LEDGER_PATCH_BYTES}: in cycles of {@code Trial.CALLS} calls, gain, spread and the
     * cost of keeping it; the cycles spent up to then and the calls of a second; then how many windows there were without the change and their figures, how many with it and theirs.
     */
    public static final int LEDGER_GAIN = 12;
    public static final int LEDGER_SPREAD = 13;
    public static final int LEDGER_COST = 14;
    public static final int LEDGER_SPENT = 15;
    public static final int LEDGER_RATE = 16;
    public static final int LEDGER_WINDOWS = 17;
    /** A guard has put what was below back, before what the code assumed became false. */
    public static final int REVERTED = 4;
    /** Not settled, when the manager's thread was killed, or not any more, since all is to be undone; its removal follows. */
    public static final int UNDONE = 7;

    private ChannelMessage() {}
}

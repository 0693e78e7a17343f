package dev.lamarck.kernel.evolve;

/** The versions in memory, by number and by address. Numbers are those of a {@code Target}'s functions, from {@link #first} on. */
final class CodeVersions {
    private static final int MAX_VERSIONS = 128;

    private final CodeVersion[] versions = new CodeVersion[MAX_VERSIONS];

    /** The number behind those of the linked functions. */
    static int first() {
        return KernelSymbols.count();
    }

    static int limit() {
        return KernelSymbols.count() + MAX_VERSIONS;
    }

    /** Registers code for a function; null if the table is full. */
    CodeVersion add(int function, long start, int bytes, long coldStart, int coldBytes, int[] origins) {
        int at = 0;
        while (at < MAX_VERSIONS && versions[at] != null) {
            at++;
        }
        if (at == MAX_VERSIONS) {
            return null;
        }
        versions[at] = new CodeVersion(first() + at, function, start, bytes, coldStart, coldBytes, origins);
        return versions[at];
    }

    void remove(CodeVersion version) {
        versions[version.number - first()] = null;
    }

    /** The version of a number, null if there is none now. */
    CodeVersion numbered(int number) {
        return versions[number - first()];
    }

    /** The version that is called in place of a linked function, null if it is called itself. */
    CodeVersion standingFor(int function) {
        for (int i = 0; i < MAX_VERSIONS; i++) {
            if (versions[i] != null && versions[i].isOnTop && versions[i].function == function) {
                return versions[i];
            }
        }
        return null;
    }

    /** The number of the code that is called for a linked function. */
    int current(int function) {
        CodeVersion version = standingFor(function);
        return version == null ? function : version.number;
    }

    /** The version that holds an address, null if none does. */
    CodeVersion holding(long address) {
        for (int i = 0; i < MAX_VERSIONS; i++) {
            if (versions[i] != null && versions[i].holds(address)) {
                return versions[i];
            }
        }
        return null;
    }
}

package dev.lamarck.workloads.calls;

import dev.lamarck.workloads.image.SystemCallTable;
import java.util.List;
import java.util.stream.Collectors;

/** The manual page of the system calls, {@code docs/kernel/syscalls.md}: each with its number, its handler and the programs that test it. */
public final class SystemCallManual {
    private SystemCallManual() {}

    /** The page. */
    public static String page() {
        List<SystemCallTable.Row> rows = SystemCallTable.rows();
        String table = rows.stream().map(row -> "| %d | `%s` | `%s` | %s |%n".formatted(row.number(), row.name(), row.handler(), String.join(" ", testsOf(row.name()))))
                .collect(Collectors.joining());
        return """
                # System calls

                Made by `scripts/lamarck list calls`; a test holds it current. Linux/sparc64 calls by `ta 0x6d`, the number in `%%g1`; the walk of one call is in [traps](traps.md).
                The %d handlers are the methods annotated `@Syscall` in the module `syscalls`, of which the linker makes the table `_syscalls`. What has no handler is
                `ENOSYS`, and counted in `/proc/unknown_calls`. The tests are the C programs of `workloads/src/main/resources/dev/lamarck/workloads/posix`, which print
                what each call gives in its good and its bad cases; `PosixProgramsTest` runs them on the booted kernel and sees that each makes the calls it is named for.
                Storms of arbitrary calls ([storms](../storms.md)) and the tests of each subsystem are beside them.

                | number | call | handler | programs |
                |---|---|---|---|
                """.formatted(rows.size()) + table;
    }

    /** The programs that test a call. */
    public static List<String> testsOf(String call) {
        return PosixProgram.all().stream().filter(program -> program.calls().contains(call)).map(PosixProgram::name).toList();
    }
}

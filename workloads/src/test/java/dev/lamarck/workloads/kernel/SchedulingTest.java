package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.kernel.sync.Turnstile;
import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.programs.Guest;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scheduling.c} on the machine, with a clock that ticks every 40 000 cycles: who runs, how soon, and who is not forgotten. */
class SchedulingTest {
    private static final String HERTZ = "4000000";
    private static final int TICK_MILLISECONDS = 10;
    private static final int OTHER = 0;
    private static final int FIFO = 1;

    private static String run(int cpus, Object... arguments) throws Exception {
        return run(new Guest().set("cpus", String.valueOf(cpus)), arguments);
    }

    private static String run(Guest guest, Object... arguments) throws Exception {
        Optional<Content> program;
        try (InputStream source = SchedulingTest.class.getResourceAsStream("scheduling.c")) {
            program = CrossGcc.compile("scheduling", new String(source.readAllBytes(), StandardCharsets.UTF_8));
        }
        assumeTrue(program.isPresent(), "sparc64-linux-gnu-gcc is not installed");
        String[] vector = new String[arguments.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = String.valueOf(arguments[i]);
        }
        Guest.Report report = guest.withFile("/bin/scheduling", program.get().bytes()).set("clock.hertz", HERTZ).run("scheduling", vector);
        assertThat(report.outcome()).as(report.output()).isEqualTo(Outcome.EXITED);
        return report.output();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theInterfaceIsLinuxs(int cpus) throws Exception {
        assertThat(run(cpus, "interface").lines()).containsExactly(
                "policy 0", "least 1", "most 99", "most of others 0", "no policy -1 EINVAL", "fifo 0", "policy 1", "param 0", "param 0", "is 99",
                "fifo quantum 0", "rr 0", "rr quantum 100000000", "yield 0", "child's 2", "too much -1 EINVAL", "nobody -1 ESRCH", "other 0", "nice 5",
                "priority 5", "group's 0", "user's -3", "bound 0", "is 19", "affinity 0", "processors " + cpus, "none -1 EINVAL", "last 0", "is set 1",
                "not root -1 EPERM", "nor less nice -1 EACCES", "nor another -1 EPERM", "nicer 0");
    }

    @Test
    void aReaderOfRealTimeRunsBeforeItsWritersNextStep() throws Exception {
        assertThat(run(1, "reader", FIFO)).isEqualTo("rwrwrwrwrw\n");
        assertThat(run(1, "reader", OTHER)).as("others are not as quick").isNotEqualTo("rwrwrwrwrw\n").contains("w", "r");
    }

    /**
     * A sleep ends at a tick, of which one may have passed just before; then only the kernel's own longest stretch may be in the way. Where others call on other
     * processors, one stay in the kernel of each is as well; with this clock a fork takes 18 ms.
     */
    @Test
    void whoIsOfRealTimeIsHardlyLate() throws Exception {
        assertThat(lateness(run(1, "lateness", 3, "calling"))).isLessThanOrEqualTo(3 * TICK_MILLISECONDS);
        assertThat(lateness(run(4, "lateness", 8))).isLessThanOrEqualTo(3 * TICK_MILLISECONDS);
        assertThat(lateness(run(4, "lateness", 8, "calling"))).isLessThanOrEqualTo(5 * TICK_MILLISECONDS);
    }

    private static int lateness(String output) {
        return Integer.parseInt(output.substring("late ".length()).trim());
    }

    @Test
    void theNicestIsLiftedBeforeItStarves() throws Exception {
        assertThat(run(1, "starving")).isEqualTo("others 1 nicest 1\nmuch less 1\n");
    }

    /** The middling thread computes for a second: with inheritance that is nothing to the high one, who waits for the rest of one write. */
    @Test
    void priorityIsInheritedByWhoHoldsAFilesLock() throws Exception {
        assertThat(waited(run(1, "inversion"))).isLessThan(300);
        assertThat(waited(run(new Guest().kernel(withoutInheritance()), "inversion"))).as("without inheritance").isGreaterThan(700);
    }

    private static int waited(String output) {
        return Integer.parseInt(output.substring("waited ".length()).trim());
    }

    /** The kernel's class, but its {@code lend} does nothing. */
    private static Map<String, byte[]> withoutInheritance() throws IOException {
        try (InputStream in = Turnstile.class.getResourceAsStream("Turnstile.class")) {
            ClassFile files = ClassFile.of();
            byte[] changed = files.transformClass(files.parse(in.readAllBytes()), (builder, element) -> {
                if (element instanceof MethodModel method && method.methodName().equalsString("lend")) {
                    builder.withMethodBody(method.methodName(), method.methodType(), method.flags().flagsMask(), CodeBuilder::return_);
                } else {
                    builder.with(element);
                }
            });
            return Map.of(Turnstile.class.getName().replace('.', '/'), changed);
        }
    }
}

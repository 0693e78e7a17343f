package dev.lamarck.workloads.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Schedule;
import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel on several processors: threads of one process run side by side, and what one does to memory the others see at once. */
class MultiprocessorKernelTest {
    private static final String PARALLEL = """
            #include <pthread.h>
            #include <stdio.h>
            #include <string.h>
            #include <sys/mman.h>
            #include <unistd.h>
            enum { THREADS = 4, ROUNDS = 20, PAGE = 8192 };
            static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
            static pthread_barrier_t barrier;
            static long shared, locked;
            static char *volatile mapping;
            static long wrong;
            static void *work(void *number) {
                for (int round = 0; round < ROUNDS; round++) {
                    if (number == 0) {
                        mapping = mmap(0, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                    }
                    pthread_barrier_wait(&barrier);
                    for (int page = 0; page < 4; page++) {
                        if (mapping[PAGE * page + 1 + (long) number] != 0) {
                            __atomic_add_fetch(&wrong, 1, __ATOMIC_SEQ_CST);
                        }
                        mapping[PAGE * page + 1 + (long) number] = 1;
                    }
                    for (int i = 0; i < 50; i++) {
                        __atomic_add_fetch(&shared, 1, __ATOMIC_SEQ_CST);
                        pthread_mutex_lock(&lock);
                        locked++;
                        pthread_mutex_unlock(&lock);
                    }
                    pthread_barrier_wait(&barrier);
                    if (number == 0) {
                        munmap(mapping, 4 * PAGE);
                    }
                }
                return 0;
            }
            int main(void) {
                pthread_t threads[THREADS];
                pthread_barrier_init(&barrier, 0, THREADS);
                for (long i = 0; i < THREADS; i++) {
                    pthread_create(&threads[i], 0, work, (void *) i);
                }
                for (int i = 0; i < THREADS; i++) {
                    pthread_join(threads[i], 0);
                }
                printf("%ld %ld %ld\\n", shared, locked, wrong);
                return 0;
            }
            """;
    private static final Images IMAGES = new Images(new ImageCache(Path.of("target", "images")), line -> { });
    private static final String EXPECTED = "4000 4000 0\n";

    private static Job job(MachineConfiguration machine, long seed) throws Exception {
        Optional<Content> program = CrossGcc.compile("parallel", PARALLEL);
        assumeTrue(program.isPresent(), "sparc64-linux-gnu-gcc is not installed");
        Content disk = new Programs(IMAGES).install(new DiskImage().file("/bin/parallel", program.get().bytes(), true)).content();
        return new Job("parallel", "test", IMAGES.image(Images.kernelRequest(Map.of()), "the kernel"), disk, machine, seed, 1, 500_000_000,
                BootArguments.starting("/bin/parallel", List.of("parallel"), List.of()), List.of(), Content.EMPTY);
    }

    private static MachineConfiguration machine(String mode, int cpus) {
        return MachineConfiguration.named("ultrasparc-1").with("mode", mode).with("cpus", Integer.toString(cpus)).with("clock.hertz", "20000000");
    }

    private static World ended(Job job, Engine engine) {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        World world = new World(job, Terminal.over(new ByteArrayInputStream(new byte[0]), console, OutputStream.nullOutputStream()));
        world.machine().use(engine);
        Result result = world.run();
        assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.EXITED);
        assertThat(result.exitStatus()).isZero();
        assertThat(console).hasToString(EXPECTED);
        return world;
    }

    @ParameterizedTest
    @CsvSource({"functional, 8, 3", "timing, 2, 4"})
    void threadsRunSideBySide(String mode, int cpus, long seed) throws Exception {
        Machine machine = ended(job(machine(mode, cpus), seed), Engine.INTERPRET).machine();
        long[] own = IntStream.range(0, cpus).mapToLong(cpu -> machine.counters(cpu).instructions()).toArray();
        assertThat(IntStream.range(0, Math.min(cpus, 4)).mapToLong(cpu -> own[cpu])).allMatch(instructions -> instructions > 20_000);
    }

    @Test
    void bothEnginesAgree() throws Exception {
        Job job = job(machine("functional", 4), 1);
        assertThat(ended(job, Engine.TRANSLATE).machine().stateHash()).isEqualTo(ended(job, Engine.INTERPRET).machine().stateHash());
    }

    @Test
    void theRecordedScheduleGivesTheSameRun() throws Exception {
        Job job = job(machine("functional", 4), 1);
        Schedule.Text text = new Schedule.Text();
        World free = new World(job, Terminal.scripted(Content.EMPTY));
        free.machine().recordSchedule(text);
        free.run();
        Machine forced = ended(job.ofSeed(1).following(text.toString()), Engine.INTERPRET).machine();
        assertThat(forced.cycles()).isEqualTo(free.machine().cycles());
        for (int cpu = 0; cpu < 4; cpu++) {
            assertThat(forced.counters(cpu)).isEqualTo(free.machine().counters(cpu));
        }
    }
}

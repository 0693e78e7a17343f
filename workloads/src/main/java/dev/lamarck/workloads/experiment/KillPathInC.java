package dev.lamarck.workloads.experiment;

import dev.lamarck.toolchain.link.ElfFile;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.workloads.evolution.CallInstructions;
import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code kill_proc}, {@code send_sig} and {@code generate} of {@code kernel.signal.Signals} in C, statement by statement, compiled by
 * {@code sparc64-linux-gnu-gcc -O2} with the functions apart as in the kernel, and run as a user's program over as many processes. What
 * shuts out interrupts in the kernel has no counterpart. So the generic path can be held against what C gives.
 */
final class KillPathInC {
    static final String NAME = "killpath";
    private static final String FUNCTION = "kill_proc";
    private static final int CALLS = 20;
    private static final String SOURCE = """
            #include <stdlib.h>
            #define BIT(signal) (1UL << ((signal) - 1))
            #define STOPPING (BIT(17) | BIT(18) | BIT(21) | BIT(22))
            #define IGNORED (BIT(16) | BIT(19) | BIT(20) | BIT(28))
            enum { SIGKILL = 9, SIGCONT = 19, SIGCHLD = 20, COUNT = 64, ALIVE = 0, STOPPED = 1, ZOMBIE = 2, SLEEPING = 3 };
            struct action { long handler; int flags; unsigned long mask; };
            struct thread { volatile long pending; volatile int state; int interruptible, interrupted; };
            struct proc {
                struct proc *next;
                int pid, session, uid, euid, suid, state;
                volatile unsigned long pending, blocked;
                struct action **actions;
                int *codes;
                long *values;
                struct thread *thread;
            };
            struct proc *first, *current;

            __attribute__((noipa)) void wake(struct thread *thread) { thread->state = 1; }

            __attribute__((noipa)) void generate(int signal, struct proc *to) {
                unsigned long mask = BIT(signal);
                if ((to->blocked & mask) == 0 && signal != SIGCHLD) {
                    struct action *action = to->actions[signal - 1];
                    if (action->handler == 1 || action->handler == 0 && (IGNORED & mask) != 0) {
                        return;
                    }
                }
                to->pending |= mask;
                if ((mask & ~to->blocked) != 0) {
                    struct thread *thread = to->thread;
                    thread->pending |= 1;
                    if (thread->state == SLEEPING && thread->interruptible) {
                        thread->interrupted = 1;
                        wake(thread);
                    }
                }
            }

            static int may_send(struct proc *from, int signal, struct proc *to) {
                return signal == SIGCONT && from->session == to->session || from->euid == to->suid || from->euid == to->uid
                        || from->uid == to->suid || from->uid == to->uid || from->euid == 0;
            }

            __attribute__((noipa)) int send_sig(int signal, struct proc *to, int privileged) {
                if (signal < 0 || signal > COUNT) {
                    return -22;
                }
                struct proc *from = current;
                if (!privileged && !may_send(from, signal, to)) {
                    return -1;
                }
                if (signal == 0 || to->state == ZOMBIE) {
                    return 0;
                }
                if (signal == SIGKILL || signal == SIGCONT) {
                    to->pending &= ~STOPPING;
                    if (to->state == STOPPED) {
                        to->state = ALIVE;
                        wake(to->thread);
                    }
                } else if ((STOPPING & BIT(signal)) != 0) {
                    to->pending &= ~BIT(SIGCONT);
                }
                to->codes[signal - 1] = from == 0 ? 0x80 : 0;
                to->values[signal - 1] = from == 0 ? 0 : (long) from->pid << 32;
                generate(signal, to);
                return 0;
            }

            __attribute__((noipa)) int kill_proc(int pid, int signal, int privileged) {
                if (signal < 0 || signal > COUNT) {
                    return -22;
                }
                for (struct proc *each = first; each; each = each->next) {
                    if (each->pid == pid) {
                        return send_sig(signal, each, privileged);
                    }
                }
                return -3;
            }

            int main(int count, char **arguments) {
                int processes = atoi(arguments[1]);
                struct proc **end = &first;
                for (int pid = 1; pid <= processes; pid++) {
                    struct proc *each = current = *end = calloc(1, sizeof *each);
                    end = &each->next;
                    each->pid = pid;
                    each->actions = calloc(COUNT, sizeof *each->actions);
                    for (int i = 0; i < COUNT; i++) {
                        each->actions[i] = calloc(1, sizeof **each->actions);
                        each->actions[i]->handler = i == 29 ? 0x100000 : 0;
                    }
                    each->codes = calloc(COUNT, sizeof *each->codes);
                    each->values = calloc(COUNT, sizeof *each->values);
                    each->thread = calloc(1, sizeof *each->thread);
                }
                int result = 0;
                for (int i = 0; i < atoi(arguments[3]); i++) {
                    result |= kill_proc(processes, atoi(arguments[2]), 0);
                }
                return -result;
            }
            """;

    private KillPathInC() {}

    /** The program; empty without the compiler. */
    static Optional<Content> compile() {
        return CrossGcc.compile(NAME, SOURCE);
    }

    /** How many instructions one call of it executes, in a world whose disk has the program; empty if it does not come to an end. */
    static OptionalLong instructions(Job job, Content program, int processes, int signal) {
        List<String> load = List.of(NAME, String.valueOf(processes), String.valueOf(signal), String.valueOf(CALLS));
        World world = new World(job.running(job.load(), job.disk(), BootArguments.starting("/bin/" + NAME, load, List.of()), List.of()),
                Terminal.scripted(job.input()));
        CallInstructions calls = new CallInstructions(world.machine(), entry(program), false, processes, signal);
        world.run();
        return calls.least();
    }

    private static long entry(Content program) {
        try {
            return ElfFile.parse(program.bytes()).symbols().stream().filter(symbol -> symbol.name().equals(FUNCTION)).mapToLong(ElfSymbol::address)
                    .findFirst().orElseThrow();
        } catch (ElfFormatException e) {
            throw new AssertionError("the compiler's own file", e);
        }
    }
}

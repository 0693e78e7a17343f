package dev.lamarck.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.HostedKernel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CalloutTest {
    private final List<String> called = new ArrayList<>();
    private HostedKernel machine;

    private final class Named extends Callout {
        private final String name;
        private final int again;

        Named(String name, int again) {
            this.name = name;
            this.again = again;
        }

        @Override
        void call() {
            called.add(name);
            if (again > 0) {
                setAfter(again);
            }
        }
    }

    @BeforeEach
    void start() {
        machine = HostedKernel.start();
    }

    private void at(long cycles) {
        machine.now = cycles;
        Callout.callDue();
    }

    @Test
    void theyAreCalledWhenDueInTheirOrderAndOnce() {
        new Named("late", 0).set(300);
        new Named("first", 0).set(100);
        new Named("second", 0).set(100);
        at(99);
        assertThat(called).isEmpty();
        at(100);
        assertThat(called).containsExactly("first", "second");
        at(1000);
        at(1001);
        assertThat(called).containsExactly("first", "second", "late");
    }

    @Test
    void whatIsTakenBackIsNotCalled() {
        Callout first = new Named("first", 0);
        Callout middle = new Named("middle", 0);
        Callout last = new Named("last", 0);
        last.set(30);
        first.set(10);
        middle.set(20);
        middle.cancel();
        first.cancel();
        first.cancel();
        at(100);
        assertThat(called).containsExactly("last");
        last.cancel();
        middle.set(150);
        at(150);
        assertThat(called).containsExactly("last", "middle");
    }

    @Test
    void oneMaySetItselfAgain() {
        Named every = new Named("tick", 1);
        every.setAfter(1);
        at(Clock.cyclesPerTick() - 1);
        assertThat(called).isEmpty();
        at(Clock.cyclesPerTick());
        at(2 * Clock.cyclesPerTick());
        assertThat(called).containsExactly("tick", "tick");
        every.cancel();
    }
}

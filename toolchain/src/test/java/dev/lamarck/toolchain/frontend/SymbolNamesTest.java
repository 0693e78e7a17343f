package dev.lamarck.toolchain.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.Sources;
import dev.lamarck.toolchain.ir.TypeRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolNamesTest {
    @ParameterizedTest
    @CsvSource({"rputData, rput_data", "Tcp, tcp", "TLBMiss, tlb_miss", "load64, load64", "KThread, k_thread", "copyIn, copy_in", "x2Y, x2_y"})
    void camelCaseBecomesUnderscores(String camel, String snake) {
        assertThat(SymbolNames.snake(camel)).isEqualTo(snake);
    }

    @Test
    void methodsAreClassAndName() {
        ClassStore store = new ClassStore(Sources.compile("""
            class KThread implements Comparable<KThread> {
                KThread(int pri) {}
                void runNext() {}
                @Symbol("swtch") static void change() {}
                public int compareTo(KThread o) { return 0; }
                static class WaitQueue { void add() {} }
            }
            """));

        assertThat(symbols(store, "sample/KThread")).containsExactlyInAnyOrder("k_thread_init", "k_thread_run_next", "swtch", "k_thread_compare_to",
            "k_thread_compare_to_bridge");
        assertThat(symbols(store, "sample/KThread$WaitQueue")).contains("k_thread_wait_queue_add");
    }

    private static List<String> symbols(ClassStore store, String type) {
        return store.get(type).methods().stream().map(m -> m.source().symbol()).toList();
    }

    @Test
    void hubsAreJavasNames() {
        assertThat(SymbolNames.hub(new TypeRef("[[Lsample/A;"))).isEqualTo("sample.A[][].class");
        assertThat(SymbolNames.hub(new TypeRef("[J"))).isEqualTo("long[].class");
    }
}

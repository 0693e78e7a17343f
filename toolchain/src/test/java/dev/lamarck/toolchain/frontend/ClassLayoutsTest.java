package dev.lamarck.toolchain.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.Sources;
import org.junit.jupiter.api.Test;

class ClassLayoutsTest {
    private final ClassStore store = new ClassStore(Sources.compile("""
        class A {
            byte b; long l; static int s; short h; int i; Object o; boolean z;
            static class B extends A { byte c; long m; }
            static class Empty {}
        }
        """));
    private final ClassLayouts layouts = new ClassLayouts(store);

    private int offset(String type, String field) {
        return layouts.offsetOf(store.get(type).fields().stream().filter(f -> f.name().equals(field)).findFirst().orElseThrow());
    }

    @Test
    void fieldsLieByDescendingSizeBehindTheHeader() {
        assertThat(offset("sample/A", "l")).isEqualTo(8);
        assertThat(offset("sample/A", "o")).isEqualTo(16);
        assertThat(offset("sample/A", "i")).isEqualTo(24);
        assertThat(offset("sample/A", "h")).isEqualTo(28);
        assertThat(offset("sample/A", "b")).isEqualTo(30);
        assertThat(offset("sample/A", "z")).isEqualTo(31);
        assertThat(layouts.of(store.get("sample/A")).bytes()).isEqualTo(32);
    }

    @Test
    void aSubclassBeginsWhereItsSuperclassEnds() {
        assertThat(offset("sample/A$B", "m")).isEqualTo(32);
        assertThat(offset("sample/A$B", "c")).isEqualTo(40);
        assertThat(layouts.of(store.get("sample/A$B")).bytes()).isEqualTo(48);
    }

    @Test
    void anInstanceIsNeverSmallerThanItsHeader() {
        assertThat(layouts.of(store.get("sample/A$Empty")).bytes()).isEqualTo(8);
    }
}

package dev.lamarck.toolchain.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.BareMachine;
import dev.lamarck.toolchain.Sources;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.FieldTable;
import dev.lamarck.toolchain.residual.Assumption;
import dev.lamarck.toolchain.residual.Report;
import dev.lamarck.toolchain.residual.Residual;
import dev.lamarck.toolchain.residual.Specialization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What residuals rest on: quasi-invariant fields of objects that hang together. A field of theirs that is not among a residual's assumptions may have any value
 * without the residual computing anything else.
 */
class AssumptionsTest {
    private static final long SEED = 7;

    private static final String SOURCE = """
        class Net {
            static final class Node {
                @QuasiInvariant int weight; @QuasiInvariant long scale; @QuasiInvariant Node next; @QuasiInvariant boolean heavy; @QuasiInvariant short part;
                final int id; int hits;
                @QuasiInvariant final int[] table = new int[4];
                Node(int id, Node next) {
                    this.id = id; this.next = next; weight = 3 * id; scale = 100L * id; heavy = id % 2 == 0; part = (short) -id;
                    for (int i = 0; i < 4; i++) { table[i] = id + i; }
                }
                long cost(int by) { return heavy ? scale * by : weight + by; }
            }
            @QuasiInvariant static Node first = new Node(1, new Node(2, new Node(3, new Node(4, null))));
            @QuasiInvariant static int limit = 3;
            static int calls;

            @Root static long find(int id, int by) {
                for (Node each = first; each != null; each = each.next) {
                    if (each.id == id) { each.hits++; return each.cost(by); }
                }
                return -1;
            }
            @Root static long sum(int count, int by) {
                long sum = 0; Node at = first;
                for (int i = 0; i < count && i < limit; i++) { sum = sum * by + at.weight; at = at.next; }
                return sum;
            }
            @Root static long table(int index, int by) { calls++; return first.next.table[index] * (long) by + calls; }
        }
        """;
    private static final String WRITERS = """
            @Root static long change(int to, int by) {
                int before = first.weight;
                if (by > 2) { first.weight = to; }
                return before * 1000L + first.weight;
            }
            @Root static long callee(int to, int by) { int before = first.next.part; set(to, by); return before * 1000L + first.next.part; }
            @NoInline static void set(int to, int by) { if (by != 0) { first.next.part = (short) (to + by); } }
        }
        """;

    /** A field that may be assumed, in what holds it: an object or, of offset 0, itself. */
    private record Place(String symbol, int offset, Datum datum) {}

    private static Map<String, byte[]> classes;
    private static ResidualProgram program;
    private static List<Invocation> calls;
    private static List<Residual> residuals;

    @BeforeAll
    static void specializeReaders() throws Exception {
        classes = Sources.compile(SOURCE);
        calls = new ArrayList<>();
        for (MethodInfo method : new ClassStore(classes).get("sample/Net").methods()) {
            for (int known = 0; known < 6 && method.isRoot(); known++) {
                calls.add(Invocation.of(method, known, 3 - known));
            }
        }
        program = program(classes, calls);
        residuals = residuals(program, calls);
    }

    private static ResidualProgram program(Map<String, byte[]> classes, List<Invocation> calls) throws Exception {
        return new ResidualProgram(classes, calls.stream().map(c -> new BareMachine.Call(c.method().source().symbol(),
            c.arguments().stream().mapToLong(Long::longValue).toArray())).toList());
    }

    /** With the first argument and memory static. */
    private static List<Residual> residuals(ResidualProgram program, List<Invocation> calls) throws Exception {
        List<Residual> residuals = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            SortedMap<Integer, Long> first = new TreeMap<>(Map.of(0, calls.get(i).arguments().getFirst()));
            residuals.add(program.residual(i, new Specialization(first, Optional.of(program.memory()))));
        }
        return residuals;
    }

    private static Residual residual(String method, int known) {
        return IntStream.range(0, calls.size()).filter(i -> calls.get(i).method().name().equals(method) && calls.get(i).arguments().getFirst() == known)
            .mapToObj(residuals::get).findFirst().orElseThrow();
    }

    @Test
    void residualsComputeWhatTheirMethodsDo() throws Exception {
        assertThat(program.call(residuals, UnaryOperator.identity())).isEqualTo(program.callGeneric());
    }

    @Test
    void onlyWhatTheTakenWayReadIsAssumed() {
        assertThat(residual("find", 2).assumptions()).extracting(AssumptionsTest::name)
            .containsExactlyInAnyOrder("argument 0", "sample.Net.first", "sample.Net$Node.next", "sample.Net$Node.heavy", "sample.Net$Node.scale");
        assertThat(residual("sum", 2).assumptions()).extracting(AssumptionsTest::name).contains("sample.Net.limit", "sample.Net$Node.weight");
        assertThat(residual("table", 1).assumptions()).extracting(AssumptionsTest::name)
            .containsExactlyInAnyOrder("argument 0", "sample.Net.first", "sample.Net$Node.next");
    }

    private static String name(Assumption assumption) {
        return switch (assumption) {
            case Assumption.Argument a -> "argument " + a.index();
            case Assumption.Field f -> f.field().toString();
            case Assumption.Static s -> s.field().toString();
            case Assumption.Alive a -> "alive " + a.type();
        };
    }

    @Test
    void fieldsThatAreNotAssumedDoNotMatter() throws Exception {
        Random random = new Random(SEED);
        List<Place> places = places();
        assertThat(places).hasSizeGreaterThan(15);
        List<Outcome> expected = program.callGeneric();
        for (int i = 0; i < calls.size(); i++) {
            List<Place> changed = new ArrayList<>(places);
            changed.removeAll(assumed(residuals.get(i)));
            long noise = random.nextLong();
            assertThat(program.call(residuals, d -> changed(d, changed, noise)).get(i)).as("seed %s, %s, with %s changed", SEED, calls.get(i), changed)
                .isEqualTo(expected.get(i));
        }
    }

    /** The numbers among the quasi-invariant fields; a changed reference would lead nowhere. */
    private static List<Place> places() {
        ClassStore store = new ClassStore(classes);
        List<Place> places = new ArrayList<>();
        for (FieldTable.Row row : program.program().fields().fields()) {
            boolean isNumber = row.field().descriptor().length() == 1;
            if (!isNumber || !row.field().owner().startsWith("sample/") || !store.field(row.field()).isQuasiInvariant()) {
                continue;
            }
            Datum datum = Datum.ofDescriptor(row.field().descriptor());
            if (row.isStatic()) {
                places.add(new Place(row.field().toString(), 0, datum));
            } else {
                program.program().data().stream().map(DataObject::symbol).filter(s -> s.startsWith("Net$Node#"))
                    .forEach(symbol -> places.add(new Place(symbol, row.offset(), datum)));
            }
        }
        return places;
    }

    private static Set<Place> assumed(Residual residual) {
        Set<Place> assumed = new HashSet<>();
        for (Assumption assumption : residual.assumptions()) {
            switch (assumption) {
                case Assumption.Field f -> assumed.add(new Place(program.image().file().symbolAt(f.object()).orElseThrow().name(), offset(f.field()),
                    Datum.ofDescriptor(f.field().descriptor())));
                case Assumption.Static s -> assumed.add(new Place(s.field().toString(), 0, Datum.ofDescriptor(s.field().descriptor())));
                case Assumption.Argument _, Assumption.Alive _ -> { }
            }
        }
        return assumed;
    }

    private static int offset(FieldRef field) {
        return program.program().fields().fields().stream().filter(r -> r.field().equals(field)).findFirst().orElseThrow().offset();
    }

    /** The object with other bytes at those places. */
    private static DataObject changed(DataObject object, List<Place> places, long noise) {
        byte[] bytes = object.bytes().clone();
        for (Place place : places) {
            for (int i = 0; place.symbol.equals(object.symbol()) && i < place.datum.bytes(); i++) {
                byte random = (byte) (noise >> 8 * ((place.offset + i) & 7));
                bytes[place.offset + i] ^= place.datum == Datum.UNSIGNED_BYTE ? 1 : (byte) (random | 1);
            }
        }
        return new DataObject(object.symbol(), object.section(), object.alignment(), bytes, object.relocations());
    }

    /** Each in memory of its own, for a residual is good until somebody writes what it assumes: here, itself. */
    @Test
    void whatAResidualOrACalleeWritesIsReadAgain() throws Exception {
        Map<String, byte[]> writers = Sources.compile(SOURCE.stripTrailing().substring(0, SOURCE.stripTrailing().length() - 1) + WRITERS);
        for (MethodInfo method : new ClassStore(writers).get("sample/Net").methods()) {
            for (int by = 0; by < 4 && (method.name().equals("change") || method.name().equals("callee")); by += 3) {
                List<Invocation> call = List.of(Invocation.of(method, 77, by));
                ResidualProgram single = program(writers, call);
                List<Residual> residual = residuals(single, call);
                assertThat(single.call(residual, UnaryOperator.identity())).as("%s", call).isEqualTo(single.callGeneric());
                assertThat(residual.getFirst().report().notFolded()).extracting(Report.Line::what).anyMatch(w -> w.contains("may have been written since entry"));
            }
        }
    }
}

package dev.lamarck.toolchain.ir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private final Function function = new Function(new SourceMethod(new MethodRef("A", "f", "(I)I"), "a_f", "A.java", 1), false);
    private final Emitter emitter = new Emitter(function);
    private Value parameter;

    @BeforeEach
    void begin() {
        emitter.at(new Position(function.method(), 1, null));
        Block entry = function.newBlock();
        emitter.begin(entry);
        parameter = function.addParameter(entry, Type.INT);
    }

    private void giveBack(Value value) {
        emitter.end(new Terminator.Return(value, emitter.position()));
    }

    @Test
    void aFunctionThatObeysPasses() {
        giveBack(emitter.emit(Op.ADD, Type.INT, null, parameter, parameter));

        assertThatCode(() -> Verifier.verify(function, "test")).doesNotThrowAnyException();
    }

    @Test
    void aUseBeforeItsDefinitionIsFound() {
        Value late = function.newConstant(Type.INT, 1, emitter.position());
        Value sum = emitter.emit(Op.ADD, Type.INT, null, parameter, late);
        emitter.block().instructions().add(late);
        giveBack(sum);

        assertThatThrownBy(() -> Verifier.verify(function, "test")).isInstanceOf(AssertionError.class)
            .hasMessageContaining("after test").hasMessageContaining("does not dominate");
    }

    @Test
    void aDefinitionOnOneWayOnlyIsFound() {
        Block left = function.newBlock();
        Block join = function.newBlock();
        emitter.branch(Condition.LESS, Width.INT, parameter, parameter, new Edge(left), new Edge(join));
        emitter.begin(left);
        Value one = emitter.constant(Type.INT, 1);
        emitter.jump(new Edge(join));
        emitter.begin(join);
        giveBack(one);

        assertThatThrownBy(() -> Verifier.verify(function, "test")).hasMessageContaining("does not dominate");
    }

    @Test
    void anEdgeWithoutItsArgumentsIsFound() {
        Block next = function.newBlock();
        Value expected = function.addParameter(next, Type.INT);
        emitter.jump(new Edge(next, List.of()));
        emitter.begin(next);
        giveBack(expected);

        assertThatThrownBy(() -> Verifier.verify(function, "test")).hasMessageContaining("wrong number of arguments");
    }

    @Test
    void anOpOfTheOtherLevelIsFound() {
        giveBack(emitter.emit(Op.EXTEND_INT, Type.INT, null, parameter));

        assertThatThrownBy(() -> Verifier.verify(function, "test")).hasMessageContaining("EXTEND_INT at level HIGH");
    }
}

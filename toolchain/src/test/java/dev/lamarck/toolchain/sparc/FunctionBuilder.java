package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.Detail;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Level;
import dev.lamarck.toolchain.ir.Location;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.SourceMethod;
import dev.lamarck.toolchain.ir.SymbolRef;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Verifier;
import dev.lamarck.toolchain.ir.Width;
import dev.lamarck.toolchain.link.Fragment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Low-level functions for tests, written block by block, and their code as text. */
final class FunctionBuilder {
    private final Function function;
    private final Position position;
    private Block block;

    FunctionBuilder(String name, int parameters) {
        SourceMethod method = new SourceMethod(new MethodRef("test/Built", name, "()J"), name, "test/Built.java", 1);
        function = new Function(method, true);
        function.level(Level.LOW);
        position = new Position(method, 1, null);
        block = block(parameters);
        at(block);
    }

    Value parameter(int index) {
        return block.parameters().get(index);
    }

    Block block(int parameters) {
        Block made = function.newBlock();
        for (int i = 0; i < parameters; i++) {
            function.addParameter(made, Type.LONG);
        }
        return made;
    }

    /** What follows goes to this block, which is laid out here. */
    FunctionBuilder at(Block next) {
        function.blocks().add(next);
        block = next;
        return this;
    }

    Value constant(long value) {
        return add(function.newConstant(Type.LONG, value, position));
    }

    Value op(Op op, Value... operands) {
        return make(op, Type.LONG, 0, null, operands);
    }

    Value load(Datum datum, Value base, Value offset) {
        return make(Op.LOAD, Type.LONG, 0, new Access(datum, Location.RAW), base, offset);
    }

    void store(Datum datum, Value base, Value offset, Value stored) {
        make(Op.STORE, Type.VOID, 0, new Access(datum, Location.RAW), base, offset, stored);
    }

    Value call(String symbol, Value... arguments) {
        return make(Op.CALL, Type.LONG, 0, new SymbolRef(symbol), arguments);
    }

    void trapIf(int kind, Condition condition, Width width, Value left, Value right) {
        make(Op.TRAP_IF, Type.VOID, kind, new Comparison(condition, width), left, right);
    }

    private Value make(Op op, Type type, long constant, Detail detail, Value... operands) {
        return add(function.newValue(op, type, List.of(operands), constant, detail, position));
    }

    private Value add(Value value) {
        block.instructions().add(value);
        return value;
    }

    void branch(Condition condition, Width width, Value left, Value right, Edge then, Edge otherwise) {
        block.terminator(new Terminator.Branch(new Comparison(condition, width), left, right, then, otherwise, position));
    }

    void go(Edge edge) {
        block.terminator(new Terminator.Goto(edge, position));
    }

    void select(Value value, List<Integer> keys, List<Edge> targets, Edge otherwise) {
        block.terminator(new Terminator.Switch(value, keys, targets, otherwise, position));
    }

    void giveBack(Value value) {
        block.terminator(new Terminator.Return(value, position));
    }

    Function function() {
        Verifier.verify(function, "building");
        return function;
    }

    /** The code, an instruction a line, as if at address 0 with all symbols there. */
    String text() {
        return text(Allocator.REAL);
    }

    String text(Allocator allocator) {
        Fragment.Content.Bytes code = (Fragment.Content.Bytes) FunctionCompiler.compile(function(), allocator, Dump.NONE).getFirst().content();
        ByteBuffer words = ByteBuffer.wrap(code.bytes());
        List<String> lines = new ArrayList<>();
        while (words.hasRemaining()) {
            int pc = words.position();
            lines.add(Disassembler.text(words.getInt(), pc).replaceAll(" +", " ") + "\n");
        }
        return String.join("", lines);
    }
}

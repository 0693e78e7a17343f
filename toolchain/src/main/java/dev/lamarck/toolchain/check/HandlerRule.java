package dev.lamarck.toolchain.check;

import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.MethodInfo;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Exception handlers: those that javac makes for finally, try-with-resources and record patterns catch everything and always throw on;
 * they are dropped. A handler that names a type, returns, or comes back into the method's normal flow is a catch.
 */
final class HandlerRule {
    private final List<CodeElement> elements;
    private final Map<Label, Integer> indexes = new HashMap<>();

    private HandlerRule(MethodInfo method) {
        this.elements = method.code().elementList();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof LabelTarget target) {
                indexes.put(target.label(), i);
            }
        }
    }

    static void check(MethodInfo method, List<Finding> findings) {
        if (method.code().exceptionHandlers().isEmpty()) {
            return;
        }
        HandlerRule rule = new HandlerRule(method);
        BitSet normal = rule.reachable(0);
        for (ExceptionCatch handler : method.code().exceptionHandlers()) {
            int start = rule.indexes.get(handler.handler());
            boolean named = handler.catchType().isPresent() && !catchesAll(handler);
            if (named || rule.continues(start, normal)) {
                Finding finding = new Finding(Rule.CATCH, rule.lineAt(start, method.source().line()), "an exception is caught");
                if (!findings.contains(finding)) {
                    findings.add(finding);
                }
            }
        }
    }

    static boolean catchesAll(ExceptionCatch handler) {
        return handler.catchType().map(t -> t.asInternalName().equals("java/lang/Throwable")).orElse(true);
    }

    private boolean continues(int start, BitSet normal) {
        BitSet reached = reachable(start);
        return reached.intersects(normal) || reached.stream().anyMatch(i -> elements.get(i) instanceof ReturnInstruction);
    }

    /** Indexes of the instructions that control reaches from an element, exceptions apart. */
    private BitSet reachable(int start) {
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(List.of(start));
        while (!work.isEmpty()) {
            int index = work.pop();
            while (index < elements.size() && !(elements.get(index) instanceof Instruction)) {
                index++;
            }
            if (index < elements.size() && !seen.get(index)) {
                seen.set(index);
                work.addAll(successors((Instruction) elements.get(index), index));
            }
        }
        return seen;
    }

    private List<Integer> successors(Instruction instruction, int index) {
        List<Integer> result = new ArrayList<>();
        switch (instruction) {
            case ReturnInstruction _, ThrowInstruction _ -> { }
            case TableSwitchInstruction s -> {
                s.cases().forEach(c -> result.add(indexes.get(c.target())));
                result.add(indexes.get(s.defaultTarget()));
            }
            case LookupSwitchInstruction s -> {
                s.cases().forEach(c -> result.add(indexes.get(c.target())));
                result.add(indexes.get(s.defaultTarget()));
            }
            case BranchInstruction b -> {
                result.add(indexes.get(b.target()));
                if (b.opcode() != Opcode.GOTO && b.opcode() != Opcode.GOTO_W) {
                    result.add(index + 1);
                }
            }
            default -> result.add(index + 1);
        }
        return result;
    }

    private int lineAt(int index, int otherwise) {
        for (int i = index; i < elements.size(); i++) {
            if (elements.get(i) instanceof LineNumber l) {
                return l.line();
            }
        }
        return otherwise;
    }
}

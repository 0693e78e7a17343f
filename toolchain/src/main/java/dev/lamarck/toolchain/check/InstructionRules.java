package dev.lamarck.toolchain.check;

import dev.lamarck.toolchain.Profile;
import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.IntrinsicTable;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.frontend.StandIns;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Optional;

/** The bans that single instructions (and, for varargs and throw, the one before) show. */
final class InstructionRules {
    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
    private static final String CONCATENATIONS = "java/lang/invoke/StringConcatFactory";
    private static final String RECORD_METHODS = "java/lang/runtime/ObjectMethods";
    private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";
    private static final String PANIC = "dev/lamarck/toolchain/magic/Kernel";

    private final MethodInfo method;
    private final ClassStore store;
    private final Profile profile;
    private final List<Finding> findings;
    private int line;
    /** Whether the array last made has not been passed to a call yet. */
    private boolean freshArray;
    private boolean afterPanic;
    /** A throwable of javac's own is being made: what it is made of never runs. */
    private boolean inCompilerThrow;

    private InstructionRules(MethodInfo method, ClassStore store, Profile profile, List<Finding> findings) {
        this.method = method;
        this.store = store;
        this.profile = profile;
        this.findings = findings;
        this.line = method.source().line();
    }

    static void check(MethodInfo method, ClassStore store, Profile profile, List<Finding> findings) {
        InstructionRules rules = new InstructionRules(method, store, profile, findings);
        for (CodeElement element : method.code().elementList()) {
            if (element instanceof LineNumber l) {
                rules.line = l.line();
            } else if (element instanceof Instruction instruction) {
                rules.check(instruction);
            }
        }
    }

    private void find(Rule rule, String message) {
        Finding finding = new Finding(rule, line, message);
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    private void check(Instruction instruction) {
        if (inCompilerThrow) {
            inCompilerThrow = !(instruction instanceof ThrowInstruction);
            return;
        }
        boolean panicked = afterPanic;
        afterPanic = false;
        switch (instruction) {
            case LoadInstruction i -> kind(i.typeKind());
            case StoreInstruction i -> kind(i.typeKind());
            case ArrayLoadInstruction i -> kind(i.typeKind());
            case ArrayStoreInstruction i -> kind(i.typeKind());
            case OperatorInstruction i -> kind(i.typeKind());
            case ConvertInstruction i -> {
                kind(i.fromType());
                kind(i.toType());
            }
            case ConstantInstruction i -> constant(i);
            case FieldInstruction i -> field(i);
            case InvokeInstruction i -> call(i);
            case InvokeDynamicInstruction i -> dynamic(i);
            case NewObjectInstruction i -> newObject(i.className().asInternalName());
            case NewPrimitiveArrayInstruction i -> {
                kind(i.typeKind());
                freshArray = true;
            }
            case NewReferenceArrayInstruction i -> {
                type(i.componentType().asSymbol());
                freshArray = true;
            }
            case NewMultiArrayInstruction _ -> find(Rule.MULTI_ARRAY, "an array of several dimensions is made at once");
            case MonitorInstruction _ -> find(Rule.SYNCHRONIZED, "synchronized block");
            case TypeCheckInstruction i -> type(i.type().asSymbol());
            case ThrowInstruction _ when !panicked && !rethrows() -> find(Rule.THROW, "throw of something else than Kernel.panic(…)");
            default -> { }
        }
    }

    /** Throws of handlers for finally are never translated; HandlerRule has looked at them. */
    private boolean rethrows() {
        return method.code().exceptionHandlers().stream().anyMatch(h -> h.catchType().isEmpty() || HandlerRule.catchesAll(h));
    }

    private void kind(TypeKind kind) {
        if (kind == TypeKind.FLOAT || kind == TypeKind.DOUBLE) {
            find(Rule.FLOATING_POINT, "floating point");
        }
    }

    private void constant(ConstantInstruction instruction) {
        kind(instruction.typeKind());
        if (instruction.constantValue() instanceof ClassDesc type && !type.isPrimitive()) {
            type(type);
        }
    }

    private void type(ClassDesc type) {
        ClassDesc element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        if (!element.isPrimitive()) {
            known(internalName(element));
        } else if (element.descriptorString().equals("F") || element.descriptorString().equals("D")) {
            find(Rule.FLOATING_POINT, "floating point");
        }
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    private boolean known(String className) {
        boolean found = store.find(className).isPresent();
        if (!found) {
            find(Rule.FOREIGN_CLASS, className.replace('/', '.') + " is not part of the program");
        }
        return found;
    }

    private void field(FieldInstruction instruction) {
        String owner = instruction.owner().asInternalName();
        String name = instruction.name().stringValue();
        String descriptor = instruction.type().stringValue();
        if (descriptor.endsWith("F") || descriptor.endsWith("D")) {
            find(Rule.FLOATING_POINT, "floating-point field " + name);
        }
        if (known(owner) && store.resolveField(owner, name, descriptor).isEmpty()) {
            find(Rule.FOREIGN_CLASS, "field " + owner.replace('/', '.') + "." + name + " is not part of the program");
        }
    }

    private void newObject(String className) {
        if (StandIns.isCompilerThrowable(className)) {
            inCompilerThrow = true;
        } else {
            known(className);
        }
    }

    private void dynamic(InvokeDynamicInstruction instruction) {
        String bootstrap = internalName(instruction.bootstrapMethod().owner());
        switch (bootstrap) {
            case LAMBDAS -> find(Rule.LAMBDA, "lambda or method reference");
            case CONCATENATIONS -> find(Rule.CONCATENATION, "string concatenation at run time");
            case RECORD_METHODS -> find(Rule.RECORD_METHOD, "the generated method " + method + " of a record is called");
            case SWITCHES -> { }
            default -> find(Rule.LAMBDA, "invokedynamic by " + bootstrap);
        }
    }

    private void call(InvokeInstruction call) {
        boolean passesFreshArray = freshArray;
        freshArray = false;
        String written = call.owner().asInternalName();
        String owner = StandIns.replacement(written);
        String name = call.name().stringValue();
        String descriptor = call.type().stringValue();
        if (call.opcode() == Opcode.INVOKEINTERFACE && descriptor.equals("()Ljava/util/Iterator;")) {
            find(Rule.ITERABLE, "for-each over an Iterable");
        } else if (written.equals("java/lang/StringBuilder")) {
            find(Rule.CONCATENATION, "string concatenation at run time");
        } else if (!StandIns.isInlined(owner, name, descriptor) && !isEnumMember(owner, name)) {
            Optional<MethodInfo> target = owner.startsWith("[") ? Optional.empty() : store.resolveMethod(owner, name, descriptor);
            if (target.isPresent()) {
                target(target.get(), passesFreshArray);
            } else {
                find(Rule.FOREIGN_CLASS, written.replace('/', '.') + "." + name + descriptor + " is not part of the program");
            }
        }
    }

    private boolean isEnumMember(String owner, String name) {
        return (name.equals("ordinal") || name.equals("name")) && store.find(owner).isPresent() && store.isSubclass(owner, StandIns.ENUM);
    }

    private void target(MethodInfo target, boolean passesFreshArray) {
        afterPanic = target.owner().name().equals(PANIC) && target.name().equals("panic");
        if (target.isVarargs() && passesFreshArray) {
            find(Rule.VARARGS, "the call of " + target + " makes an array of its arguments");
        }
        if (target.isNative() && !target.annotations().has("Assembly")) {
            find(Rule.NATIVE, target + " is native");
        }
        if (target.isIntrinsic()) {
            gate(target, IntrinsicTable.of(target).gate());
        }
    }

    private void gate(MethodInfo intrinsic, IntrinsicTable.Gate gate) {
        boolean magic = method.owner().annotations().has("Magic") || method.owner().name().startsWith(ClassStore.MAGIC_PACKAGE);
        if (!magic && (gate == IntrinsicTable.Gate.MAGIC || gate == IntrinsicTable.Gate.KERNEL_MAGIC)) {
            find(Rule.MAGIC, intrinsic + " is called outside of a @Magic class");
        }
        if (profile == Profile.USER && gate == IntrinsicTable.Gate.KERNEL_MAGIC) {
            find(Rule.PROFILE, intrinsic + " is privileged: a user program may not call it");
        }
        if (profile == Profile.KERNEL && gate == IntrinsicTable.Gate.USER) {
            find(Rule.PROFILE, intrinsic + " is for user programs");
        }
    }
}

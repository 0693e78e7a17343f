package dev.lamarck.toolchain;

/** The rules that a program must obey, with how to: the checker's bans, and what only the whole program shows. Numbers are never reused. */
public enum Rule {
    FLOATING_POINT("KJ001", "use integers"),
    CATCH("KJ002", "return an error number; finally is fine as long as it goes on throwing"),
    SYNCHRONIZED("KJ003", "use a lock of the kernel's"),
    LAMBDA("KJ004", "write a small final class instead"),
    CONCATENATION("KJ005", "print the parts one after the other"),
    FOREIGN_CLASS("KJ006", "define what the image needs in Kernel Java"),
    VARARGS("KJ007", "give the method a fixed number of parameters"),
    ITERABLE("KJ008", "loop over an array or a list by hand"),
    RECURSION("KJ009", "make it a loop, or annotate a method of the cycle @MaxDepth(n)"),
    MAGIC("KJ010", "move the access to a class marked @Magic"),
    ADDRESS_KIND("KJ011", "convert by a method of a @Magic class that takes the one and returns the other"),
    SCRATCH("KJ012", "keep it in locals or in objects that are @Scratch too"),
    PROFILE("KJ013", "this operation belongs to the other side of the system-call boundary"),
    NATIVE("KJ014", "give the native method an @Assembly body"),
    THROW("KJ015", "throw only Kernel.panic(…)"),
    MULTI_ARRAY("KJ016", "allocate the inner arrays in a loop"),
    INITIALIZER("KJ017", "initialisers run while the image is built: compute from constants only, do the rest at boot"),
    IMAGE_OBJECT("KJ018", "let static fields lead to Kernel Java objects only"),
    SYMBOL_CLASH("KJ019", "give one of them another name or a @Symbol"),
    RUNTIME_HOOK("KJ020", "annotate one allocator of each needed kind with @RuntimeHook"),
    LITERAL("KJ021", "write the literal at the call"),
    MAIN("KJ022", "write public static void main(String[] args)"),
    RECORD_METHOD("KJ023", "compare and print records field by field"),
    DETERMINISM("KJ024", "let initialisers use Kernel Java and the JDK's strings, numbers and arrays only"),
    QUASI_INVARIANT("KJ025", "store to the field by its name, or take @QuasiInvariant off it");

    private final String number;
    private final String fix;

    Rule(String number, String fix) {
        this.number = number;
        this.fix = fix;
    }

    public String number() {
        return number;
    }

    public String fix() {
        return fix;
    }
}

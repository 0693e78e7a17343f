package dev.lamarck.toolchain.check;

/** The rules that this package decides, with how to obey them. */
enum Rule {
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
    RECORD_METHOD("KJ023", "compare and print records field by field");

    private final String number;
    private final String fix;

    Rule(String number, String fix) {
        this.number = number;
        this.fix = fix;
    }

    String number() {
        return number;
    }

    String fix() {
        return fix;
    }
}

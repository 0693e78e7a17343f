package dev.lamarck.toolchain.frontend;

/** Something in a method's body that is no Kernel Java, found while translating it; the line is the one being translated. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String fix;

    Rejection(String rule, String message, String fix) {
        super(message);
        this.rule = rule;
        this.fix = fix;
    }

    String rule() {
        return rule;
    }

    String fix() {
        return fix;
    }
}

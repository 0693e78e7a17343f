package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.Rule;

/** Something in a method's body that is no Kernel Java, found while translating it; the line is the one being translated. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Rule rule;

    Rejection(Rule rule, String message) {
        super(message);
        this.rule = rule;
    }

    Rule rule() {
        return rule;
    }
}

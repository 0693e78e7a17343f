package dev.lamarck.lab;

/** Something the user gave cannot be used. The message says what; {@link #remedy()} how to mend it. Exit status 2. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public BadInput(String what, String remedy) {
        super(what, null, false, false);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}

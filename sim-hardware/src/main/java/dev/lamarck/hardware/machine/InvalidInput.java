package dev.lamarck.hardware.machine;

/** What the user gave cannot be used. The message says what is wrong and how to mend it; no stack trace is of interest. */
public final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidInput(String message) {
        super(message);
    }
}

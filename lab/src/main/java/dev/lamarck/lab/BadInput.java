package dev.lamarck.lab;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Something the user gave cannot be used. The message says what; {@link #remedy()} how to mend it. Exit status 2. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public BadInput(String what, String remedy) {
        super(what, null, false, false);
        this.remedy = remedy;
    }

    /** A file or folder that the user named and that cannot be written; {@code what} names it. */
    public static BadInput unwritable(String what, IOException why) {
        String reason = switch (why) {
            case NoSuchFileException missing -> "no such folder";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException refused when refused.getReason() != null -> refused.getReason();
            default -> why.getMessage();
        };
        return new BadInput("cannot write " + what + ": " + reason, "name a place that can be written and where there is room");
    }

    public String remedy() {
        return remedy;
    }
}

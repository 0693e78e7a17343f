package dev.lamarck.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Lamarck this is. */
public final class Version {
    private Version() {
    }

    /** Version and commit, as it stands in a job: results of another emulator are another job's. */
    public static String current() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String commit = properties.getProperty("commit");
        // A build outside a git checkout leaves the placeholder.
        return properties.getProperty("version") + (commit.startsWith("${") ? "" : "+" + commit);
    }
}

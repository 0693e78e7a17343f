package dev.lamarck.lab;

/** Entry of the command line. */
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) {
        System.err.println("lamarck: no verbs yet");
        System.exit(2);
    }
}

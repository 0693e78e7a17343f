package dev.lamarck.lab;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Processes that are the same Lamarck as this one: this JVM's own way of being started, with other arguments. */
public final class OwnProcess {
    private static final String MAIN = "dev.lamarck.lab.Main";
    /** Where the launcher says which file has the JVM's flags for the translator. */
    private static final String TRANSLATE_OPTIONS = "lamarck.translate.options";

    private OwnProcess() {}

    /** The command line, for arguments behind the program's name. */
    public static List<String> command(List<String> arguments) {
        return command(List.of(), arguments);
    }

    /** The same with further flags of the JVM, which overrule this one's. */
    public static List<String> command(List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(flags);
        command.addAll(engineFlags(arguments));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(arguments);
        return command;
    }

    /** As the launcher does. */
    private static List<String> engineFlags(List<String> arguments) {
        String options = System.getProperty(TRANSLATE_OPTIONS);
        boolean translates = arguments.contains("--engine=translate") || Collections.indexOfSubList(arguments, List.of("--engine", "translate")) >= 0;
        return options != null && translates ? List.of("@" + options) : List.of();
    }
}

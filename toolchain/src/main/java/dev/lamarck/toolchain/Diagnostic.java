package dev.lamarck.toolchain;

import java.util.List;

/**
 * Something wrong with a program given to us: {@code File.java:line: error KJ012: what}, then the chain of calls from the root that
 * reached it, then how to mend it. {@code chain} goes from the nearest caller to the root and may be empty.
 */
public record Diagnostic(String file, int line, String rule, String message, List<String> chain, String fix) implements Comparable<Diagnostic> {
    public Diagnostic {
        chain = List.copyOf(chain);
    }

    public Diagnostic(Rule rule, String file, int line, String message) {
        this(file, line, rule.number(), message, List.of(), rule.fix());
    }

    public Diagnostic withChain(List<String> newChain) {
        return new Diagnostic(file, line, rule, message, newChain, fix);
    }

    @Override
    public int compareTo(Diagnostic other) {
        int order = file.compareTo(other.file);
        order = order != 0 ? order : Integer.compare(line, other.line);
        order = order != 0 ? order : rule.compareTo(other.rule);
        return order != 0 ? order : message.compareTo(other.message);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file + ":" + line + ": error " + rule + ": " + message);
        for (int i = 0; i < chain.size(); i++) {
            text.append(i == 0 ? "\n    reached from " : "\n             via ").append(chain.get(i));
        }
        return fix.isEmpty() ? text.toString() : text.append("\n    fix: ").append(fix).toString();
    }
}

package dev.lamarck.workloads.programs.shell;

import dev.lamarck.toolchain.magic.MaxDepth;

/** A command's text again, as {@code jobs} shows it: in full what is simple, of a compound its first word. */
final class Description {
    static byte[] of(Node node) {
        Buffer text = new Buffer();
        add(node, text);
        return text.take();
    }

    @MaxDepth(Node.DEEPEST)
    private static void add(Node node, Buffer to) {
        switch (node.kind) {
            case Node.SIMPLE:
                words(node, to);
                return;
            case Node.PIPE:
            case Node.AND:
            case Node.OR:
            case Node.SEQUENCE:
                add(node.first, to);
                to.text(node.kind == Node.PIPE ? " | " : node.kind == Node.AND ? " && " : node.kind == Node.OR ? " || " : "; ");
                add(node.second, to);
                return;
            case Node.NOT:
                to.text("! ");
                add(node.first, to);
                return;
            case Node.BACKGROUND:
                add(node.first, to);
                to.text(" &");
                return;
            case Node.SUBSHELL:
            case Node.GROUP:
                to.text(node.kind == Node.GROUP ? "{ " : "(");
                add(node.first, to);
                to.text(node.kind == Node.GROUP ? "; }" : ")");
                return;
            case Node.FUNCTION:
                to.addAll(node.name).text("() …");
                return;
            default:
                to.text(node.kind == Node.IF ? "if …" : node.kind == Node.FOR ? "for …" : node.kind == Node.CASE ? "case …" : node.kind == Node.WHILE ? "while …" : "until …");
        }
    }

    private static void words(Node node, Buffer to) {
        for (int i = 0; i < node.words.count(); i++) {
            to.text(i == 0 ? "" : " ").addAll(node.words.get(i));
        }
    }

    private Description() {}
}

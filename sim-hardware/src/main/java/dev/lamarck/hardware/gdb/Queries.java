package dev.lamarck.hardware.gdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the debugger asks about: threads, registers' description, files. */
final class Queries {
    private static final String SUPPORTED = "PacketSize=4000;QStartNoAckMode+;multiprocess-;vContSupported+;swbreak-;hwbreak-;"
            + "ReverseStep+;ReverseContinue+;qXfer:features:read+;qXfer:exec-file:read+;qXfer:libraries-svr4:read+";
    private static final String BAD_FILE = "F-1,2";
    private static final String BAD_DESCRIPTOR = "F-1,9";

    private final GuestSystem system;
    /** By name: all that the debugger was ever told of. */
    private final Map<String, byte[]> files = new HashMap<>();
    /** By descriptor. */
    private final List<byte[]> open = new ArrayList<>();

    Queries(GuestSystem system) {
        this.system = system;
        system.executable().ifPresent(file -> files.put(file.name(), file.content()));
    }

    /** The answer to a {@code q} packet that is about none of the machine's state; empty if it is unknown. */
    String answer(String packet) throws Hex.Malformed {
        if (packet.startsWith("qSupported")) {
            return SUPPORTED;
        } else if (packet.equals("qfThreadInfo")) {
            return "m" + system.threads().stream().map(thread -> Long.toHexString(thread.id())).collect(Collectors.joining(","));
        } else if (packet.equals("qsThreadInfo")) {
            return "l";
        } else if (packet.startsWith("qThreadExtraInfo,")) {
            return description(Hex.number(packet.substring(packet.indexOf(',') + 1)));
        } else if (packet.startsWith("qXfer:")) {
            return transfer(packet.split(":", 5));
        } else if (packet.equals("qAttached")) {
            return "1";
        } else if (packet.equals("qSymbol::")) {
            return "OK";
        }
        return "";
    }

    private String description(long thread) {
        return system.threads().stream().filter(each -> each.id() == thread).findFirst().map(each -> Hex.of(each.description())).orElse("E03");
    }

    /** {@code qXfer:OBJECT:read:ANNEX:OFFSET,LENGTH}. */
    private String transfer(String[] parts) throws Hex.Malformed {
        if (parts.length < 5 || !parts[2].equals("read")) {
            return "";
        }
        int[] range = range(parts[4]);
        return switch (parts[1]) {
            case "features" -> parts[3].equals("target.xml") ? part(Registers.description(), range) : "E00";
            case "exec-file" -> part(system.executable().map(GuestFile::name).orElse(""), range);
            case "libraries-svr4" -> part(libraries(), range);
            default -> "";
        };
    }

    private static int[] range(String text) throws Hex.Malformed {
        String[] range = text.split(",", 2);
        if (range.length < 2) {
            throw new Hex.Malformed();
        }
        return new int[] {Hex.small(range[0]), Hex.small(range[1])};
    }

    private static String part(String whole, int[] range) {
        int from = Math.min(range[0], whole.length());
        int to = (int) Math.min((long) from + range[1], whole.length());
        return (to == whole.length() ? "l" : "m") + whole.substring(from, to);
    }

    /** Code that was generated, as if each file were a shared object at its link addresses; only the names tell versions apart. */
    private String libraries() {
        StringBuilder list = new StringBuilder("<library-list-svr4 version=\"1.0\">");
        int number = 1;
        for (GuestFile file : system.generatedCode()) {
            files.put(file.name(), file.content());
            list.append(String.format("<library name=\"%s\" lm=\"0x%x\" l_addr=\"0x0\" l_ld=\"0x0\" lmid=\"0x0\"/>", file.name(), number++));
        }
        return list.append("</library-list-svr4>").toString();
    }

    // ---- files, of which there are only those that we named

    String file(String packet) throws Hex.Malformed {
        String[] parts = packet.split(":", 3);
        String arguments = parts.length < 3 ? "" : parts[2];
        return switch (parts[1]) {
            case "setfs" -> "F0";
            case "open" -> open(arguments);
            case "pread" -> read(arguments);
            case "fstat" -> status(arguments);
            case "close" -> "F0";
            default -> "";
        };
    }

    private String open(String arguments) throws Hex.Malformed {
        byte[] content = files.get(Hex.text(arguments.split(",")[0]));
        if (content == null) {
            return BAD_FILE;
        }
        open.add(content);
        return "F" + Integer.toHexString(open.size() - 1);
    }

    private Optional<byte[]> opened(String descriptor) throws Hex.Malformed {
        int number = Hex.small(descriptor);
        return number < open.size() ? Optional.of(open.get(number)) : Optional.empty();
    }

    private String read(String arguments) throws Hex.Malformed {
        String[] numbers = arguments.split(",");
        Optional<byte[]> content = opened(numbers[0]);
        if (content.isEmpty() || numbers.length < 3) {
            return BAD_DESCRIPTOR;
        }
        int from = (int) Math.min(Hex.number(numbers[2]), content.get().length);
        int length = Math.min(Math.min(Hex.small(numbers[1]), 0x1c00), content.get().length - from);
        return "F" + Integer.toHexString(length) + ";" + new String(content.get(), from, length, StandardCharsets.ISO_8859_1);
    }

    /** The protocol's {@code struct stat}: 64 bytes, of which mode and size matter. */
    private String status(String arguments) throws Hex.Malformed {
        Optional<byte[]> content = opened(arguments);
        if (content.isEmpty()) {
            return BAD_DESCRIPTOR;
        }
        ByteBuffer status = ByteBuffer.allocate(64);
        status.putInt(8, 0100444).putInt(12, 1).putLong(28, content.get().length);
        return "F40;" + new String(status.array(), StandardCharsets.ISO_8859_1);
    }
}

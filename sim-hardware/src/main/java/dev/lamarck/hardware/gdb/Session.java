package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.cpu.RegisterEditor;
import dev.lamarck.hardware.history.Timeline;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Stop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ObjLongConsumer;

/** One debugger's connection: takes its packets, one after the other, until it leaves. */
final class Session {
    /** How a session ends. */
    enum Leaving { DETACHED, KILLED }

    private static final String OK = "OK";
    private static final String BAD_REQUEST = "E16";
    private static final String BAD_ADDRESS = "E0e";
    private static final String NO_THREAD = "E03";
    private static final int LONGEST_READ = 0x2000;

    private final PacketChannel channel;
    private final Timeline timeline;
    private final Machine machine;
    private final GuestSystem system;
    private final Stopping stopping;
    private final Execution execution;
    private final Queries queries;
    private final Monitor monitor;
    /** Whose registers and memory the next requests are about. */
    private long selected;
    private Leaving leaving;

    Session(PacketChannel channel, Timeline timeline, GuestSystem system, Limits limits) {
        this.channel = channel;
        this.timeline = timeline;
        this.machine = timeline.machine();
        this.system = system;
        this.stopping = new Stopping(machine, system);
        this.execution = new Execution(timeline, system, stopping, limits, this::isInterrupted);
        this.queries = new Queries(system);
        this.monitor = new Monitor(timeline, system, execution);
    }

    /** Why the world has ended, if that is where the debugger has left it. */
    Optional<Stop> ending() {
        return execution.ending();
    }

    /** Until the debugger detaches, kills or goes. */
    Leaving serve() throws IOException {
        selected = system.running();
        while (leaving == null) {
            String packet = channel.receive();
            if (packet == null) {
                return Leaving.DETACHED;
            }
            String reply = reply(packet);
            if (reply != null) {
                channel.send(reply);
            }
            if (packet.equals("QStartNoAckMode")) {
                channel.stopAcknowledging();
            }
        }
        return leaving;
    }

    private boolean isInterrupted() {
        try {
            return channel.isInterrupted();
        } catch (IOException e) {
            return true;
        }
    }

    private String reply(String packet) throws IOException {
        try {
            return answer(packet);
        } catch (Hex.Malformed e) {
            return BAD_REQUEST;
        }
    }

    /** Empty for what we do not have, as the protocol wants; null if there is no answer. */
    private String answer(String packet) throws Hex.Malformed, IOException {
        String rest = packet.isEmpty() ? "" : packet.substring(1);
        return switch (packet.isEmpty() ? 0 : packet.charAt(0)) {
            case '?' -> stopReply(execution.ending().<Outcome>map(Outcome.End::new).orElse(new Outcome.Trap()));
            case 'q' -> query(packet);
            case 'Q' -> packet.equals("QStartNoAckMode") ? OK : "";
            case 'g' -> registers();
            case 'G' -> writeRegisters(rest);
            case 'p' -> register(Hex.small(rest));
            case 'P' -> writeRegister(rest);
            case 'm' -> readMemory(rest);
            case 'x' -> "";
            case 'M' -> writeMemory(rest);
            case 'H' -> select(rest);
            case 'T' -> isThread(Hex.number(rest)) ? OK : NO_THREAD;
            case 'Z' -> stopAt(rest, true);
            case 'z' -> stopAt(rest, false);
            case 'c' -> stopReply(execution.resume());
            case 's' -> stopReply(execution.step(selected));
            case 'b' -> backward(rest);
            case 'v' -> verbose(packet);
            case 'D' -> leave(Leaving.DETACHED, OK);
            case 'k' -> leave(Leaving.KILLED, null);
            default -> "";
        };
    }

    private String leave(Leaving how, String reply) {
        stopping.clear();
        leaving = how;
        return reply;
    }

    // ---- execution

    private String verbose(String packet) throws Hex.Malformed, IOException {
        if (packet.equals("vCont?")) {
            return "vCont;c;C;s;S";
        } else if (packet.startsWith("vCont;")) {
            return resume(packet.substring("vCont;".length()));
        } else if (packet.startsWith("vFile:")) {
            return queries.file(packet);
        } else if (packet.startsWith("vKill")) {
            return leave(Leaving.KILLED, OK);
        }
        return "";
    }

    /** The first action that steps decides; without one everything goes on. Signals mean nothing to a machine. */
    private String resume(String actions) throws Hex.Malformed, IOException {
        for (String action : actions.split(";")) {
            if (action.startsWith("s") || action.startsWith("S")) {
                int colon = action.indexOf(':');
                return stopReply(execution.step(colon < 0 ? system.running() : Hex.number(action.substring(colon + 1))));
            }
        }
        return stopReply(execution.resume());
    }

    private String backward(String how) throws IOException {
        return switch (how) {
            case "s" -> stopReply(execution.stepBackward());
            case "c" -> stopReply(execution.resumeBackward());
            default -> "";
        };
    }

    private String stopReply(Outcome outcome) throws IOException {
        selected = system.running();
        String reply = switch (outcome) {
            case Outcome.Trap trap -> "T05";
            case Outcome.Interrupted interrupted -> "T02";
            case Outcome.Watched(String kind, long va) -> "T05" + kind + ":" + Long.toHexString(va) + ";";
            case Outcome.NewCode code -> "T05library:;";
            case Outcome.Beginning beginning -> "T05replaylog:begin;";
            case Outcome.End(var stop) -> {
                channel.send("O" + Hex.of("lamarck: the world has ended: " + stop + "\n"));
                yield "T05replaylog:end;";
            }
        };
        return reply + "thread:" + Long.toHexString(selected) + ";";
    }

    // ---- threads

    private String query(String packet) throws Hex.Malformed {
        if (packet.equals("qC")) {
            return "QC" + Long.toHexString(system.running());
        } else if (packet.startsWith("qRcmd,")) {
            return Hex.of(monitor.execute(Hex.text(packet.substring("qRcmd,".length()))));
        }
        return queries.answer(packet);
    }

    /** {@code Hg} and {@code Hc}; 0 and −1 leave the choice to us. */
    private String select(String which) throws Hex.Malformed {
        long thread = which.length() < 2 ? 0 : Hex.number(which.substring(1));
        boolean isAny = thread == 0 || thread == -1;
        if (!isAny && !isThread(thread)) {
            return NO_THREAD;
        }
        if (which.startsWith("g")) {
            selected = isAny ? system.running() : thread;
        }
        return OK;
    }

    private boolean isThread(long thread) {
        return system.threads().stream().anyMatch(each -> each.id() == thread);
    }

    // ---- registers

    private String registers() {
        OptionalInt cpu = system.processor(selected);
        if (cpu.isPresent()) {
            return Registers.values(machine.registers(cpu.getAsInt()));
        }
        return system.context(selected).map(Registers::values).orElse(NO_THREAD);
    }

    private String register(int number) {
        if (number >= Registers.ALL.size()) {
            return BAD_REQUEST;
        }
        Register register = Registers.ALL.get(number);
        OptionalInt cpu = system.processor(selected);
        if (cpu.isPresent()) {
            return Hex.of(register.value().applyAsLong(machine.registers(cpu.getAsInt())), register.bits());
        }
        return system.context(selected).map(context -> Registers.value(number, context)).orElse(NO_THREAD);
    }

    private String writeRegister(String assignment) throws Hex.Malformed {
        String[] sides = assignment.split("=", 2);
        int number = Hex.small(sides[0]);
        OptionalInt cpu = system.processor(selected);
        if (sides.length < 2 || number >= Registers.ALL.size() || cpu.isEmpty()) {
            return BAD_REQUEST;
        }
        Optional<ObjLongConsumer<RegisterEditor>> editor = Registers.ALL.get(number).editor();
        if (editor.isEmpty()) {
            return BAD_REQUEST;
        }
        editor.get().accept(machine.editRegisters(cpu.getAsInt()), Hex.number(sides[1]));
        execution.changed();
        return OK;
    }

    /** All at once, or as many as are given; what is said of those that can only be read is passed over. */
    private String writeRegisters(String values) throws Hex.Malformed {
        OptionalInt cpu = system.processor(selected);
        if (cpu.isEmpty()) {
            return BAD_REQUEST;
        }
        List<Long> given = new ArrayList<>();
        int at = 0;
        while (at < values.length() && given.size() < Registers.ALL.size()) {
            int end = at + Registers.ALL.get(given.size()).bits() / 4;
            given.add(Hex.number(values.substring(at, Math.min(end, values.length()))));
            at = end;
        }
        for (int number = 0; number < given.size(); number++) {
            long value = given.get(number);
            Registers.ALL.get(number).editor().ifPresent(editor -> editor.accept(machine.editRegisters(cpu.getAsInt()), value));
        }
        execution.changed();
        return OK;
    }

    // ---- memory

    private StackView memory() {
        return new StackView(machine, system, selected);
    }

    private String readMemory(String range) throws Hex.Malformed {
        String[] numbers = range.split(",", 2);
        if (numbers.length < 2) {
            return BAD_REQUEST;
        }
        return memory().read(Hex.number(numbers[0]), Math.min(Hex.small(numbers[1]), LONGEST_READ)).map(Hex::of).orElse(BAD_ADDRESS);
    }

    private String writeMemory(String assignment) throws Hex.Malformed {
        String[] sides = assignment.split(":", 2);
        if (sides.length < 2) {
            return BAD_REQUEST;
        }
        byte[] bytes = Hex.bytes(sides[1]);
        if (!memory().write(Hex.number(sides[0].split(",")[0]), bytes)) {
            return BAD_ADDRESS;
        }
        if (bytes.length > 0) {
            execution.changed();
        }
        return OK;
    }

    /** {@code TYPE,ADDRESS,KIND}: a software or hardware breakpoint are the same; of a watchpoint, kind is its length. */
    private String stopAt(String what, boolean isSet) throws Hex.Malformed {
        String[] parts = what.split("[,;]");
        if (parts.length < 3) {
            return BAD_REQUEST;
        }
        long va = Hex.number(parts[1]);
        int type = Hex.small(parts[0]);
        if (type <= 1) {
            if (isSet) {
                stopping.addBreakpoint(va);
            } else {
                stopping.removeBreakpoint(va);
            }
            return OK;
        }
        if (type > 4) {
            return "";
        }
        Stopping.Watchpoint watchpoint = new Stopping.Watchpoint(Stopping.Kind.values()[type - 2], va, Hex.small(parts[2]));
        if (isSet) {
            return stopping.addWatchpoint(watchpoint, selected) ? OK : BAD_ADDRESS;
        }
        stopping.removeWatchpoint(watchpoint);
        return OK;
    }
}

package dev.lamarck.workloads.evolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamarck.hardware.device.ChannelHost;
import dev.lamarck.kernel.evolve.ChannelMessage;
import dev.lamarck.toolchain.link.LinkException;
import dev.lamarck.toolchain.link.StoreTable;
import dev.lamarck.toolchain.residual.MemoryView;
import dev.lamarck.toolchain.residual.Residual;
import dev.lamarck.toolchain.residual.Specialization;
import dev.lamarck.toolchain.residual.Specializer;
import dev.lamarck.workloads.world.World;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Answers a kernel's {@link ChannelMessage#RESIDUAL_WANTED}: compiles the residual outside, from the machine's memory at the moment of the request. All other
 * messages go on to another host. The compiler is made at the first request, since that compiles the kernel again.
 */
public final class ResidualCompiler implements ChannelHost {
    private final Supplier<Specializer> compiler;
    private final MemoryView memory;
    private final StoreTable fields;
    private final ChannelHost others;
    private final List<Residual> residuals = new ArrayList<>();
    private byte[] stream = {};
    private Specializer specializer;

    /** {@code compiler} may throw {@link IllegalArgumentException}: the kernel was not compiled from the class files that are there. */
    public ResidualCompiler(World world, Supplier<Specializer> compiler, ChannelHost others) {
        this.compiler = compiler;
        this.memory = new KernelMemory(world.machine());
        this.fields = StoreTable.of(world.kernelImage());
        this.others = others;
    }

    /** All residuals made so far, for reports. */
    public List<Residual> residuals() {
        return List.copyOf(residuals);
    }

    @Override
    public byte[] answer(long cycle, long kind, byte[] request) {
        return kind == ChannelMessage.RESIDUAL_WANTED ? answer(ByteBuffer.wrap(request)) : others.answer(cycle, kind, request);
    }

    private byte[] answer(ByteBuffer request) {
        int page = (int) word(request, ChannelMessage.RESIDUAL_PAGE);
        if (page > 0) {
            return residuals.isEmpty() ? refusal("no page of what was not asked for") : page(residuals.getLast(), page);
        }
        try {
            Residual residual = make(request);
            if (residual.code().bytes().length > word(request, ChannelMessage.RESIDUAL_ROOM)) {
                return refusal("the residual has " + residual.code().bytes().length + " bytes, which is more than there is room for");
            }
            residuals.add(residual);
            stream = stream(residual);
            return page(residual, 0);
        } catch (LinkException | IllegalArgumentException e) {
            return refusal(e.getMessage());
        }
    }

    private Residual make(ByteBuffer request) throws LinkException {
        if (specializer == null) {
            specializer = compiler.get();
        }
        long entry = word(request, ChannelMessage.RESIDUAL_FUNCTION);
        String symbol = specializer.methodAt(entry).orElseThrow(() -> new LinkException("no method begins at 0x" + Long.toHexString(entry)));
        SortedMap<Integer, Long> arguments = new TreeMap<>();
        for (int i = 0; i < word(request, ChannelMessage.RESIDUAL_ARGUMENTS); i++) {
            int at = ChannelMessage.RESIDUAL_ARGUMENT + 2 * i;
            arguments.put((int) word(request, at), word(request, at + 1));
        }
        synchronized (specializer) {    // worlds that run side by side share it
            return specializer.specialize(symbol, new Specialization(arguments, Optional.of(memory)), word(request, ChannelMessage.RESIDUAL_PLACE));
        }
    }

    private static long word(ByteBuffer message, int position) {
        return message.getLong(8 * position);
    }

    private static byte[] refusal(String reason) {
        byte[] text = reason.getBytes(UTF_8);
        return ByteBuffer.allocate(16 + text.length).putLong(1).putLong(text.length).put(text).array();
    }

    private byte[] page(Residual residual, int page) {
        int header = 8 * ChannelMessage.RESIDUAL_STREAM;
        int most = ChannelMessage.RESIDUAL_PAGE_BYTES - header;
        int from = Math.min(page * most, stream.length);
        int here = Math.min(most, stream.length - from);
        return ByteBuffer.allocate(header + here).putLong(0).putLong(here).putLong(residual.code().codeBytes()).putLong(residual.code().bytes().length)
                .putLong(assumptions(residual).size()).putLong(residual.code().stores().size()).putLong(residual.code().calls().size())
                .put(stream, from, here).array();
    }

    /** Those on memory: the arguments the kernel named itself. */
    private List<AssumptionRow> assumptions(Residual residual) {
        return residual.assumptions().stream().flatMap(a -> AssumptionRow.of(a, fields).stream()).toList();
    }

    private byte[] stream(Residual residual) {
        List<AssumptionRow> assumptions = assumptions(residual);
        int code = residual.code().bytes().length + 7 & -8;
        int rows = assumptions.size() * ChannelMessage.ASSUMPTION_ROW
                + (residual.code().stores().size() + residual.code().calls().size()) * ChannelMessage.RESIDUAL_ROW;
        ByteBuffer out = ByteBuffer.allocate(code + 8 * rows).put(residual.code().bytes()).position(code);
        assumptions.forEach(a -> out.putLong(a.kind() | (long) a.bytes() << 8).putLong(a.object()).putLong(a.field()).putLong(a.value()));
        residual.code().stores().forEach(s -> out.putLong(fields.number(s.field().owner().replace('/', '.'), s.field().name()))
                .putLong((long) s.offset() << 32 | s.flags()));
        residual.code().calls().forEach(c -> out.putLong(c.offset()).putLong(c.target()));
        return out.array();
    }
}

package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.device.ChannelHost;
import dev.lamarck.kernel.evolve.ChannelMessage;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.link.StoreTable;
import dev.lamarck.toolchain.residual.Assumption;
import dev.lamarck.toolchain.residual.Residual;
import dev.lamarck.workloads.world.World;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles residuals for a world's kernel and looks at what they assume whenever one is executed: before each instruction, whoever
 * executes it. The kernel can be kept from learning of an assumption, and then does not guard it.
 */
final class StaleWatch implements ChannelHost {
    private static final int ROW_BYTES = 8 * ChannelMessage.ASSUMPTION_ROW;
    private static final int ROW_FIELD = 16;
    private static final int KIND = 0xFF;

    private final World world;
    private final ResidualCompiler compiler;
    private final KernelMemory memory;
    private final StoreTable fields;
    /** The number of the field whose assumptions are kept from the kernel; −1 if none is. */
    private final int withheld;
    private final List<String> stale = new ArrayList<>();
    private long executed;

    StaleWatch(World world, EvolutionLog log) {
        this(world, log, "", "");
    }

    /** With a field of a class of the kernel left unguarded. */
    StaleWatch(World world, EvolutionLog log, String owner, String field) {
        this.world = world;
        compiler = new ResidualCompiler(world, Specializers::ofKernel, log);
        memory = new KernelMemory(world.machine());
        fields = StoreTable.of(world.kernelImage());
        withheld = field.isEmpty() ? -1 : fields.number(owner, field);
    }

    /** What somebody acted on that was not so: the assumption, when and where. */
    List<String> stale() {
        return stale;
    }

    /** How many instructions of residuals were executed. */
    long executed() {
        return executed;
    }

    @Override
    public byte[] answer(long cycle, long kind, byte[] request) {
        int known = compiler.residuals().size();
        byte[] answer = compiler.answer(cycle, kind, request);
        compiler.residuals().stream().skip(known).forEach(residual -> {
            watch(residual);
            withhold(answer, residual);
        });
        return answer;
    }

    /** Makes rows on the field withheld into rows that say nothing: an object at address 0, which is never freed, lives. */
    private void withhold(byte[] answer, Residual residual) {
        ByteBuffer rows = ByteBuffer.wrap(answer);
        int first = 8 * ChannelMessage.RESIDUAL_STREAM + (residual.code().bytes().length + 7 & -8);
        for (int i = 0; i < rows.getLong(8 * ChannelMessage.RESIDUAL_ASSUMPTIONS); i++) {
            int row = first + ROW_BYTES * i;
            boolean isOfField = (rows.getLong(row) & KIND) != ChannelMessage.ASSUMES_ALIVE;
            if (isOfField && rows.getLong(row + ROW_FIELD) == withheld) {
                rows.putLong(row, ChannelMessage.ASSUMES_ALIVE).putLong(row + Long.BYTES, 0);
            }
        }
    }

    /** Where it stands another may stand later: each is asked about while it is the last one there. */
    private void watch(Residual residual) {
        for (int offset = 0; offset < residual.code().codeBytes(); offset += 4) {
            world.machine().watch(residual.code().address() + offset, (cycle, pc) -> {
                if (residual == compiler.residuals().getLast()) {
                    executed++;
                    residual.assumptions().stream().filter(assumption -> !holds(assumption)).findFirst().ifPresent(assumption -> {
                        stale.add("%s at cycle %d, pc %x".formatted(assumption, cycle, pc));
                        world.machine().requestStop();
                    });
                }
            });
        }
    }

    private boolean holds(Assumption assumption) {
        return switch (assumption) {
            case Assumption.Argument argument -> true;
            case Assumption.Field field -> memory.load(field.object() + place(field.field().owner(), field.field().name()),
                    Datum.ofDescriptor(field.field().descriptor())) == field.value();
            case Assumption.Static field -> memory.load(place(field.field().owner(), field.field().name()),
                    Datum.ofDescriptor(field.field().descriptor())) == field.value();
            case Assumption.Alive alive -> memory.load(alive.object(), Datum.ofDescriptor("I")) == alive.hub();
        };
    }

    private long place(String owner, String name) {
        return fields.fields().get(fields.number(owner.replace('/', '.'), name)).place();
    }
}

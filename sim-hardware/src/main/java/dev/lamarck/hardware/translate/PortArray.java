package dev.lamarck.hardware.translate;

import java.lang.constant.ClassDesc;
import java.util.function.Function;

/** The arrays of a processor's that translated code works on. */
enum PortArray {
    REGISTERS("r", Emission.LONGS, Locals.R, port -> port.r),
    RAM("ram", Emission.BYTES, Locals.RAM, port -> port.ram),
    LOADS("loads", Emission.LONGS, Locals.LOADS, port -> port.loads),
    LOAD_DIFFERENCES("loadDifferences", Emission.INTS, Locals.LOAD_DIFFERENCES, port -> port.loadDifferences),
    STORES("stores", Emission.LONGS, Locals.STORES, port -> port.stores),
    STORE_DIFFERENCES("storeDifferences", Emission.INTS, Locals.STORE_DIFFERENCES, port -> port.storeDifferences),
    /** This and the next ones in timing mode only. */
    HISTORIES("histories", Emission.INTS, Locals.HISTORIES, port -> port.histories),
    DATA_TAGS("dataTags", Emission.INTS, Locals.DATA_TAGS, port -> port.dataTags),
    MODIFIED_TAGS("modifiedTags", Emission.INTS, Locals.MODIFIED_TAGS, port -> port.modifiedTags);

    /** Of {@link ProcessorPort}. */
    final String field;
    final ClassDesc type;
    /** The variable that it is in where it is no constant. */
    final int local;
    private final Function<ProcessorPort, Object> getter;

    PortArray(String field, ClassDesc type, int local, Function<ProcessorPort, Object> getter) {
        this.field = field;
        this.type = type;
        this.local = local;
        this.getter = getter;
    }

    Object of(ProcessorPort port) {
        return getter.apply(port);
    }

    boolean isUsed(boolean timed) {
        return timed || compareTo(HISTORIES) < 0;
    }
}

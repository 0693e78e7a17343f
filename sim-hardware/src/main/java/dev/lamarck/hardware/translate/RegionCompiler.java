package dev.lamarck.hardware.translate;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.BitSet;
import java.util.List;

/** Turns regions into hidden classes of one method each. */
public final class RegionCompiler {
    private static final ClassDesc SUPER = Code.class.describeConstable().orElseThrow();
    static final ClassDesc NAME = ClassDesc.of(RegionCompiler.class.getPackageName(), "Translated");
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(ConstantDescs.CD_int, Emission.PORT, ConstantDescs.CD_int);
    private static final String METHOD = "run";

    /**
     * In bytes. HotSpot compiles none of more than 8000; and of more than some 5500 its quick compiler gives up many ("out of virtual registers"), which then are
     * executed by the JVM's bytecode interpreter until the slow one comes to them.
     */
    private static final int LONGEST_METHOD = 4000;
    /** Of a region with jumps by a table: in a loop, each case that it has not is in another region, to which every round goes, and from there back. */
    private static final int LONGEST_WITH_TABLE = 5600;
    private static final int MOST_INSTRUCTIONS = 300;

    /**
     * What is translated for.
     *
     * @param slots the place of each integer register in a window; of an in, in the one before
     * @param issue how instructions issue
     * @param stalls what else may cost cycles
     * @param isTimed in timing mode
     * @param setMask of an I-cache line's number, its set
     * @param key equal for targets with the same code
     */
    public record Target(int[] slots, IssueModel issue, StallBounds stalls, boolean isTimed, int setMask, Object key) {}

    private final Target target;
    /** Null for code that any processor may execute. */
    private PortArrays arrays;

    public RegionCompiler(Target target) {
        this.target = target;
    }

    /** From now on for one processor alone. */
    void compileFor(ProcessorPort port) {
        arrays = new PortArrays(port, target.isTimed());
    }

    Object key() {
        return target.key();
    }

    /** The region of a word that is reached with an issue group: as much of it as the JVM will compile. */
    Region compile(PageImage page, int word, int group) {
        int most = MOST_INSTRUCTIONS;
        while (true) {
            RegionFinder finder = new RegionFinder(page, target.issue(), target.stalls(), most);
            finder.find(word, group);
            RegionEmitter emitter = new RegionEmitter(page, target, finder, arrays != null);
            byte[] bytes = ClassFile.of().build(NAME, type -> {
                type.withSuperclass(SUPER)
                        .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                        .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, init -> init
                                .aload(0).invokespecial(SUPER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_())
                        .withMethodBody(METHOD, RUN, 0, emitter::emit);
                if (arrays != null) {
                    arrays.declare(type);
                }
            });
            int length = length(bytes) + emitter.hidden();
            int longest = finder.jumpsByTable() ? LONGEST_WITH_TABLE : LONGEST_METHOD;
            if (length < longest) {
                List<Region.Place> entries = finder.entries().stream().map(Node::place).toList();
                BitSet covered = finder.covered();
                return new Region(define(bytes), page.va(), emitter.exits().toArray(new Exit[0]), entries, covered, covered.stream().map(page::word).toArray());
            }
            most = finder.jumpsByTable() && length < 2 * longest ? most * 7 / 8 : most / 2;
        }
    }

    private static int length(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .filter(method -> method.methodName().equalsString(METHOD))
                .mapToInt(method -> method.findAttribute(Attributes.code()).orElseThrow().codeLength())
                .sum();
    }

    private Code define(byte[] bytes) {
        try {
            MethodHandles.Lookup own = MethodHandles.lookup();
            MethodHandles.Lookup hidden = arrays == null ? own.defineHiddenClass(bytes, true) : own.defineHiddenClassWithClassData(bytes, arrays.classData(), true);
            return (Code) hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke();
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}

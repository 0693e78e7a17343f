package dev.lamarck.toolchain.heap;

import dev.lamarck.toolchain.frontend.ClassLayouts;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.magic.HostedMachine;

/** The machine under static initialisers: there is none. Only questions of layout have answers while the image is built. */
final class ImageMachine extends HostedMachine {
    private final ClassStore store;
    private final ClassLayouts layouts;

    ImageMachine(ClassStore store, ClassLayouts layouts) {
        this.store = store;
        this.layouts = layouts;
    }

    private static IllegalStateException absent(String what) {
        return new IllegalStateException(what + " while the image is built");
    }

    @Override
    public long load(long va, int size) {
        throw absent("memory access");
    }

    @Override
    public void store(long va, int size, long value) {
        throw absent("memory access");
    }

    @Override
    public long load(int asi, long address, int size) {
        throw absent("memory access");
    }

    @Override
    public void store(int asi, long address, int size, long value) {
        throw absent("memory access");
    }

    @Override
    public long privileged(int register) {
        throw absent("register access");
    }

    @Override
    public void setPrivileged(int register, long value) {
        throw absent("register access");
    }

    @Override
    public long state(int register) {
        throw absent("register access");
    }

    @Override
    public void setState(int register, long value) {
        throw absent("register access");
    }

    @Override
    public long threadRegister() {
        throw absent("register access");
    }

    @Override
    public void setThreadRegister(long value) {
        throw absent("register access");
    }

    @Override
    public long cpuRegister() {
        throw absent("register access");
    }

    @Override
    public void setCpuRegister(long value) {
        throw absent("register access");
    }

    @Override
    public long stackPointer() {
        throw absent("register access");
    }

    @Override
    public long handle(Object object) {
        throw absent("the address of an object or class is asked for");
    }

    @Override
    public long symbol(String name) {
        throw absent("the address of a symbol is asked for");
    }

    @Override
    public long systemCall(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        throw absent("system call");
    }

    @Override
    public int sizeOf(Class<?> type) {
        return type.isArray() ? ClassLayouts.ARRAY_BYTES : layouts.of(store.get(internalName(type))).bytes();
    }

    @Override
    public int offsetOf(Class<?> type, String field) {
        return store.superclasses(internalName(type)).stream().flatMap(c -> c.fields().stream())
            .filter(f -> !f.isStatic() && f.name().equals(field)).findFirst().map(this::offsetOf)
            .orElseThrow(() -> absent("the offset of " + type.getName() + "." + field + ", which does not exist, is asked for"));
    }

    private int offsetOf(FieldInfo field) {
        if (field.isQuasiInvariant()) {
            throw absent("the offset of " + field + ", which is @QuasiInvariant, is asked for");
        }
        return layouts.offsetOf(field);
    }

    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }
}

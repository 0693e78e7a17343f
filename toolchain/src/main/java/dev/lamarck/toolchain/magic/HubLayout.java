package dev.lamarck.toolchain.magic;

/** Byte offsets in objects, arrays and hubs ({@code docs/platform.md}, "Objects"). */
public final class HubLayout {
    public static final int OBJECT_HUB = 0;
    public static final int OBJECT_STATE = 4;
    public static final int OBJECT_FIELDS = 8;
    public static final int ARRAY_LENGTH = 8;
    public static final int ARRAY_ELEMENTS = 16;

    public static final int CLASS_ID = 0;
    public static final int INSTANCE_BYTES = 4;
    public static final int FLAGS = 8;
    public static final int FIRST_SUBCLASS = 12;
    public static final int LAST_SUBCLASS = 16;
    public static final int ELEMENT_HUB = 20;
    public static final int NAME = 24;
    public static final int SUPER = 32;
    public static final int CACHE = 40;
    public static final int INTERFACES = 48;
    public static final int VTABLE_LENGTH = 56;
    /** Bit i: the doubleword at {@link #OBJECT_FIELDS} + 8i is a reference; bit 31: there are some beyond. */
    public static final int REFERENCES = 60;
    public static final int VTABLE = 64;

    public static final int FLAG_ARRAY = 1;
    public static final int FLAG_REFERENCE_ELEMENTS = 2;
    public static final int FLAG_SCRATCH = 4;
    public static final int ELEMENT_SHIFT_POSITION = 8;
    public static final int ELEMENT_SHIFT_MASK = 0xF;

    private HubLayout() {}
}

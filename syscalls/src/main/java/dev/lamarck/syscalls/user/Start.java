package dev.lamarck.syscalls.user;

import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;

/** Where a process begins: from the words the kernel left on the stack to {@code main}, and from its return to the end. */
@Magic
final class Start {
    private static long environment;
    private static long name;

    /** The kernel leaves a window save area, then argc, argv and envp, above the stack pointer (SPARC ABI, process stack). */
    @Assembly("""
            clr     %fp
            add     %sp, 2175, %o0
            sub     %sp, 48, %sp
            call    start_arguments
            nop
            call    main
            nop
            call    start_finish
            nop
            """)
    @Symbol("_start")
    static native void start();

    /** Called with the address of argc; makes the argument of {@code main}. */
    @Root
    static String[] arguments(long stack) {
        TrapReport.install();
        int count = (int) Memory.load64(stack);
        name = Memory.load64(stack + 8);
        environment = stack + 8L * (count + 2);
        String[] arguments = new String[count == 0 ? 0 : count - 1];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = string(CString.bytes(Memory.load64(stack + 8L * (i + 2))));
        }
        return arguments;
    }

    @Root
    static void finish() {
        Exit.now(0);
    }

    /** The address of the vector of environment strings, as {@code execve} takes it. */
    static long environment() {
        return environment;
    }

    /** The address of argv[0]. */
    static long name() {
        return name;
    }

    /** A string is a byte array under String's hub; it takes the array over. */
    private static String string(byte[] text) {
        long address = Address.of(text);
        Memory.store32(address + HubLayout.OBJECT_HUB, Memory.load32(Address.of("") + HubLayout.OBJECT_HUB));
        return (String) Address.object(address);
    }

    private Start() {}
}

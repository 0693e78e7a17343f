package dev.lamarck.kernel.exec;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.NameOperations;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pager;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Uva;

/** A program ready to run: its address space and where it begins. Whoever takes the parts out owns them. */
public final class Program {
    /** Page tables, the first page of the stack and of the file. */
    private static final int LEAST_PAGES = 8;

    public AddressSpace space;
    public @Uva long entry;
    /** Where the register save area of the first instruction's window is: {@code %sp} with the bias added. */
    public @Uva long stack;
    /** The file's absolute path, and the arguments, each with a NUL behind it. */
    public byte[] path;
    public byte[] arguments;

    /**
     * Builds the address space of a program or, of a script, that of its interpreter, to whom arguments are prepended then. A path whose file was found already is not followed. On failure nothing is
     * left behind. @return 0 or an error
     */
    public int load(PathName name, Strings argumentStrings, Strings environment) {
        long page = Pager.installed.makeRoom(LEAST_PAGES) ? Pages.allocateZeroed() : 0;
        if (page == 0) {
            return -Errno.ENOMEM;
        }
        byte[] given = Bytes.copyOf(name.bytes());
        int error = Script.resolve(name, argumentStrings, page);
        if (error == 0) {
            error = setPath(name);
        }
        if (error == 0) {
            error = keepArguments(argumentStrings);
        }
        if (error == 0) {
            error = loadFile(new ElfImage(name.vnode(), page), argumentStrings, environment, given);
        }
        Kmem.free(given);
        if (error != 0) {
            forgetNames();
        }
        Pages.release(page);
        return error;
    }

    private void forgetNames() {
        if (arguments != null) {
            Kmem.free(arguments);
            arguments = null;
        }
        if (path != null) {
            Kmem.free(path);
            path = null;
        }
    }

    private int keepArguments(Strings strings) {
        arguments = Kmem.bytes(strings.length());
        if (arguments == null) {
            return -Errno.ENOMEM;
        }
        Bytes.copy(strings.bytes(), 0, arguments, 0, arguments.length);
        return 0;
    }

    /** Gives up what {@link #load} made. */
    public void discard() {
        space.destroy();
        forgetNames();
    }

    /** Takes the image over. */
    private int loadFile(ElfImage image, Strings argumentStrings, Strings environment, byte[] given) {
        int error = image.isProgram() ? fillSpace(image, argumentStrings, environment, given) : -Errno.ENOEXEC;
        if (error == 0) {
            entry = image.entry();
        }
        Kmem.free(image);
        return error;
    }

    private int fillSpace(ElfImage image, Strings argumentStrings, Strings environment, byte[] given) {
        AddressSpace made = new AddressSpace();
        int error = made.isValid() ? image.map(made) : -Errno.ENOMEM;
        if (error == 0) {
            made.setHeap(image.end());
            InitialStack initial = new InitialStack(argumentStrings, environment, given);
            error = initial.build(made, image);
            stack = initial.top();
            initial.free();
        }
        if (error == 0) {
            space = made;
        } else {
            made.destroy();
        }
        return error;
    }

    /** The directory's path and the file's name in it: links along the way are resolved by now. */
    private int setPath(PathName name) {
        byte[] buffer = new byte[PathName.MAX_PATH];
        int length = name.isEmpty() ? 0 : NameOperations.pathOf(name.directory(), buffer);
        int error = length < 0 ? length : length + 1 + name.componentLength() > PathName.MAX_PATH ? -Errno.ENAMETOOLONG : 0;
        if (error == 0) {
            if (length > 1) {
                buffer[length++] = '/';
            }
            Bytes.copy(name.bytes(), name.componentAt(), buffer, length, name.componentLength());
            path = new byte[length + name.componentLength()];
            Bytes.copy(buffer, 0, path, 0, path.length);
        }
        Kmem.free(buffer);
        return error;
    }
}

package dev.lamarck.kernel.exec;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.Permission;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * The first line of a file that begins with {@code #!}: the path of the program that reads the file and, whatever blanks are in it, at most one
 * argument for it. Rules and bounds are those of Linux ({@code fs/binfmt_script.c}).
 */
@Magic
final class Script {
    private static final int MARK = '#' << 8 | '!';
    private static final int MARK_BYTES = 2;
    /** So much of a file is looked at (BINPRM_BUF_SIZE). */
    private static final int LINE_BYTES = 256;
    /** A script may name a script, and so on. */
    private static final int MOST = 5;

    private final byte[] line = new byte[LINE_BYTES];
    private int name;
    private int nameEnd;
    private int argument;
    private int end;

    /** The file's first bytes; behind its end there are NULs. */
    private Script(@Kva long page, long size) {
        Blocks.copyTo(page, line, 0, (int) Math.min(size, LINE_BYTES));
    }

    /**
     * Finds the program that a path leads to: its file, or as long as that is a script the one that the script names. Of each script's arguments the
     * first then is replaced by what its line says and its path.
     *
     * @param page gets the beginning of the program's file
     * @return 0 or an error
     */
    static int resolve(PathName path, Strings arguments, @Kva long page) {
        for (int scripts = 0;; scripts++) {
            byte[] given = Bytes.copyOf(path.bytes());
            int error = find(path, page);
            boolean isScript = error == 0 && isScript(path.vnode(), page);
            if (isScript) {
                error = scripts == MOST ? -Errno.ELOOP : follow(path, given, arguments, page);
            }
            Kmem.free(given);
            if (error != 0 || !isScript) {
                return error;
            }
        }
    }

    private static int find(PathName path, @Kva long page) {
        int error = path.vnode() != null ? 0 : Lookup.lookupname(path, true);
        if (error != 0) {
            return error;
        }
        Vnode file = path.vnode();
        boolean mayRun = file.kind() == FileMode.REGULAR && Permission.check(file, Permission.EXECUTE) == 0;
        return mayRun ? file.read(0, page, Pages.BYTES) : -Errno.EACCES;
    }

    private static boolean isScript(Vnode file, @Kva long page) {
        return file.size() >= MARK_BYTES && Memory.loadUnsigned16(page) == MARK;
    }

    /** Lets the path be that of the program that the script at hand names. @return 0, −ENOEXEC, −E2BIG or −ENOMEM */
    private static int follow(PathName path, byte[] given, Strings arguments, @Kva long page) {
        Script script = new Script(page, path.vnode().size());
        int error = script.parse() ? script.precede(given, arguments) : -Errno.ENOEXEC;
        if (error == 0) {
            path.replace(script.part(script.name, script.nameEnd));
        }
        Kmem.free(script.line);
        Kmem.free(script);
        return error;
    }

    /** A line that goes on behind what is looked at may lose some of its argument, but not of the program's path. */
    private boolean parse() {
        int stop = Bytes.indexOf(line, MARK_BYTES, Bytes.indexOf(line, MARK_BYTES, LINE_BYTES, 0), '\n');
        end = Math.min(stop, LINE_BYTES - 1);
        name = skipBlanks(MARK_BYTES);
        nameEnd = name;
        while (nameEnd < end && !isBlank(nameEnd)) {
            nameEnd++;
        }
        if (name == end || stop == LINE_BYTES && nameEnd == end) {
            return false;
        }
        while (isBlank(end - 1)) {
            end--;
        }
        argument = skipBlanks(nameEnd);
        return true;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < end && isBlank(at)) {
            at++;
        }
        return at;
    }

    private boolean isBlank(int at) {
        return line[at] == ' ' || line[at] == '\t';
    }

    private byte[] part(int from, int to) {
        byte[] part = new byte[to - from];
        Bytes.copy(line, from, part, 0, part.length);
        return part;
    }

    private int precede(byte[] given, Strings arguments) {
        Strings first = new Strings();
        int error = add(first, name, nameEnd);
        if (error == 0 && argument < end) {
            error = add(first, argument, end);
        }
        if (error == 0) {
            error = first.add(given);
        }
        if (error == 0) {
            error = arguments.replaceFirst(first);
        }
        first.free();
        return error;
    }

    private int add(Strings strings, int from, int to) {
        byte[] part = part(from, to);
        int error = strings.add(part);
        Kmem.free(part);
        return error;
    }
}

package dev.lamarck.workloads.powercut;

import dev.lamarck.kernel.Errno;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What files are: names and contents. States are values, so that each can be kept. Paths are absolute, the root is the empty path. */
public final class FileModel {
    /** A file by its identity; directories have no contents. */
    public record Node(int id, byte[] contents) {
        public boolean isDirectory() {
            return contents == null;
        }
    }

    private final TreeMap<String, Node> nodes;
    private int made;

    public FileModel() {
        nodes = new TreeMap<>(Map.of("", new Node(0, null)));
    }

    private FileModel(FileModel other) {
        nodes = new TreeMap<>(other.nodes);
        made = other.made;
    }

    public FileModel copy() {
        return new FileModel(this);
    }

    public Map<String, Node> nodes() {
        return nodes;
    }

    public Node find(String path) {
        return nodes.get(path);
    }

    private static String above(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** Why nothing can be named so: an error, or 0. */
    private int placeRefusal(String path) {
        for (String each = above(path); !each.isEmpty(); each = above(each)) {
            Node directory = nodes.get(each);
            if (directory != null && !directory.isDirectory()) {
                return -Errno.ENOTDIR;
            }
        }
        return nodes.containsKey(above(path)) ? 0 : -Errno.ENOENT;
    }

    private boolean isEmpty(String path) {
        String next = nodes.higherKey(path + "/");
        return next == null || !next.startsWith(path + "/");
    }

    public int mkdir(String path) {
        int error = placeRefusal(path);
        if (error == 0 && nodes.containsKey(path)) {
            error = -Errno.EEXIST;
        }
        if (error == 0) {
            nodes.put(path, new Node(++made, null));
        }
        return error;
    }

    public int rmdir(String path) {
        int error = existing(path);
        if (error == 0) {
            error = !nodes.get(path).isDirectory() ? -Errno.ENOTDIR : !isEmpty(path) ? -Errno.ENOTEMPTY : 0;
        }
        if (error == 0) {
            nodes.remove(path);
        }
        return error;
    }

    public int unlink(String path) {
        int error = existing(path);
        if (error == 0 && nodes.get(path).isDirectory()) {
            error = -Errno.EISDIR;
        }
        if (error == 0) {
            nodes.remove(path);
        }
        return error;
    }

    private int existing(String path) {
        int error = placeRefusal(path);
        return error == 0 && !nodes.containsKey(path) ? -Errno.ENOENT : error;
    }

    public int link(String from, String to) {
        int error = existing(from);
        if (error == 0 && nodes.get(from).isDirectory()) {
            error = -Errno.EPERM;
        }
        error = error == 0 ? placeRefusal(to) : error;
        if (error == 0 && nodes.containsKey(to)) {
            error = -Errno.EEXIST;
        }
        if (error == 0) {
            nodes.put(to, nodes.get(from));
        }
        return error;
    }

    public int rename(String from, String to) {
        int error = existing(from);
        error = error == 0 ? placeRefusal(to) : error;
        if (error != 0) {
            return error;
        }
        Node moved = nodes.get(from);
        Node replaced = nodes.get(to);
        if (moved.isDirectory() && (to + "/").startsWith(from + "/")) {
            return from.equals(to) ? 0 : -Errno.EINVAL;
        }
        if (replaced == moved) {
            return 0;
        }
        if (from.startsWith(to + "/")) {
            return -Errno.ENOTEMPTY;    // as Linux says before it looks at kinds
        }
        if (replaced != null) {
            if (moved.isDirectory() != replaced.isDirectory()) {
                return moved.isDirectory() ? -Errno.ENOTDIR : -Errno.EISDIR;
            }
            if (replaced.isDirectory() && !isEmpty(to)) {
                return -Errno.ENOTEMPTY;
            }
        }
        nodes.put(to, moved);
        nodes.remove(from);
        Map<String, Node> below = new TreeMap<>(nodes.subMap(from + "/", from + "0"));
        below.forEach((path, node) -> {
            nodes.remove(path);
            nodes.put(to + path.substring(from.length()), node);
        });
        return 0;
    }

    /** Opening for writing with the flag that creates. */
    public int create(String path) {
        int error = placeRefusal(path);
        Node node = nodes.get(path);
        if (error == 0 && node != null && node.isDirectory()) {
            error = -Errno.EISDIR;
        }
        if (error == 0 && node == null) {
            nodes.put(path, new Node(++made, new byte[0]));
        }
        return error;
    }

    /** Of a regular file that exists. */
    public void write(String path, int offset, byte[] bytes, int length) {
        if (length > 0) {
            byte[] old = nodes.get(path).contents();
            byte[] contents = Arrays.copyOf(old, Math.max(old.length, offset + length));
            System.arraycopy(bytes, 0, contents, offset, length);
            setContents(path, contents);
        }
    }

    /** To what a file has, through a mapping. @return how many bytes, or an error */
    public int store(String path, int offset, byte[] bytes) {
        int error = existing(path);
        if (error == 0 && nodes.get(path).isDirectory()) {
            error = -Errno.EISDIR;
        }
        if (error == 0) {
            write(path, offset, bytes, bytes.length);
        }
        return error == 0 ? bytes.length : error;
    }

    public int truncate(String path, int length) {
        int error = existing(path);
        if (error == 0 && nodes.get(path).isDirectory()) {
            error = -Errno.EINVAL;
        }
        if (error == 0) {
            setContents(path, Arrays.copyOf(nodes.get(path).contents(), length));
        }
        return error;
    }

    /** Under all names that the file has. */
    private void setContents(String path, byte[] contents) {
        Node old = nodes.get(path);
        nodes.replaceAll((name, node) -> node.id() == old.id() ? new Node(old.id(), contents) : node);
    }
}

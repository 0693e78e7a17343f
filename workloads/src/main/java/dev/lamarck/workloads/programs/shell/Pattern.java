package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Directory;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.toolchain.magic.Text;

/** What {@code *}, {@code ?} and {@code [a-z]} match: texts in {@code case}, and names of a directory, in the last part of a path. */
final class Pattern {
    /** Whether a pattern matches more than one text. */
    static boolean isOne(byte[] pattern) {
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i] == '\\') {
                i++;
            } else if (pattern[i] == '*' || pattern[i] == '?' || pattern[i] == '[') {
                return true;
            }
        }
        return false;
    }

    /** Whether a pattern, from an index on, matches a whole range. A star that has matched too little is tried again with a byte more. */
    static boolean matches(byte[] pattern, int from, byte[] text, int start, int end) {
        int p = from;
        int t = start;
        int afterStar = -1;
        int resume = 0;
        while (t < end || p < pattern.length) {
            if (p < pattern.length && pattern[p] == '*') {
                afterStar = ++p;
                resume = t;
            } else if (p < pattern.length && t < end && matchesOne(pattern, p, text[t])) {
                p = behindOne(pattern, p);
                t++;
            } else if (afterStar >= 0 && resume < end) {
                p = afterStar;
                t = ++resume;
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesOne(byte[] pattern, int p, int c) {
        if (pattern[p] == '?') {
            return true;
        }
        if (pattern[p] == '\\' && p + 1 < pattern.length) {
            return pattern[p + 1] == c;
        }
        int close = close(pattern, p);
        return close < 0 ? pattern[p] == c : isIn(pattern, p + 1, close, c);
    }

    private static int behindOne(byte[] pattern, int p) {
        if (pattern[p] == '\\' && p + 1 < pattern.length) {
            return p + 2;
        }
        int close = close(pattern, p);
        return close < 0 ? p + 1 : close + 1;
    }

    /** Where the set that begins at an index is closed; −1 if none begins there. */
    private static int close(byte[] pattern, int p) {
        if (pattern[p] != '[') {
            return -1;
        }
        int first = p + 1 < pattern.length && pattern[p + 1] == '!' ? p + 3 : p + 2;
        int close = first > pattern.length ? pattern.length : Bytes.indexOf(pattern, first, pattern.length, ']');
        return close == pattern.length ? -1 : close;
    }

    private static boolean isIn(byte[] set, int from, int to, int c) {
        boolean isNegated = set[from] == '!';
        boolean found = false;
        for (int i = isNegated ? from + 1 : from; i < to; i++) {
            if (i + 2 < to && set[i + 1] == '-') {
                found |= c >= set[i] && c <= set[i + 2];
                i += 2;
            } else {
                found |= set[i] == c;
            }
        }
        return found != isNegated;
    }

    /** Adds the paths that a pattern matches, in order. @return whether there were any */
    static boolean addPaths(byte[] pattern, Words to) {
        int name = 0;
        for (int i = 0; i < pattern.length; i++) {
            name = pattern[i] == '/' ? i + 1 : name;
        }
        byte[] start = new Buffer().addRange(pattern, 0, name).take();
        byte[] folder = Quoting.plain(start);
        Directory directory = Directory.open(folder.length == 0 ? Text.bytes(".") : folder);
        int first = to.count();
        while (directory != null && directory.next()) {
            int at = directory.nameAt();
            boolean isShown = directory.name()[at] != '.' || pattern[name] == '.';
            if (isShown && matches(pattern, name, directory.name(), at, at + directory.nameLength())) {
                to.add(new Buffer().addAll(folder).addRange(directory.name(), at, at + directory.nameLength()).take());
            }
        }
        if (directory != null) {
            directory.close();
        }
        Heap.free(start);
        Heap.free(folder);
        sort(to, first);
        return to.count() > first;
    }

    private static void sort(Words words, int from) {
        for (int i = from + 1; i < words.count(); i++) {
            byte[] word = words.get(i);
            int at = i;
            while (at > from && compare(word, words.get(at - 1)) < 0) {
                words.set(at, words.get(at - 1));
                at--;
            }
            words.set(at, word);
        }
    }

    private static int compare(byte[] a, byte[] b) {
        int common = Math.min(a.length, b.length);
        for (int i = 0; i < common; i++) {
            if (a[i] != b[i]) {
                return (a[i] & 0xFF) - (b[i] & 0xFF);
            }
        }
        return a.length - b.length;
    }

    private Pattern() {}
}

package dev.lamarck.workloads.codegen.program;

import dev.lamarck.toolchain.magic.NoInline;

/** Functions over bytes. */
public final class Texts {
    private Texts() {}

    /** FNV-1a, 32 bits. */
    @NoInline
    public static int hash(byte[] text) {
        int hash = 0x811C_9DC5;
        for (int i = 0; i < text.length; i++) {
            hash = (hash ^ text[i] & 0xFF) * 0x0100_0193;
        }
        return hash;
    }

    @NoInline
    public static int compare(byte[] left, byte[] right) {
        int common = left.length < right.length ? left.length : right.length;
        for (int i = 0; i < common; i++) {
            if (left[i] != right[i]) {
                return (left[i] & 0xFF) - (right[i] & 0xFF);
            }
        }
        return left.length - right.length;
    }

    /** Notes where the components of a path begin. @return how many there are */
    @NoInline
    public static int split(byte[] path, int[] starts) {
        int components = 0;
        int at = 0;
        while (at < path.length) {
            while (at < path.length && path[at] == '/') {
                at++;
            }
            if (at < path.length) {
                starts[components++] = at;
            }
            while (at < path.length && path[at] != '/') {
                at++;
            }
        }
        return components;
    }

    /** A decimal number with or without sign, up to the first byte that is no digit. */
    @NoInline
    public static int parse(byte[] text, int from) {
        int at = from;
        boolean isNegative = at < text.length && text[at] == '-';
        if (isNegative) {
            at++;
        }
        int number = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            number = number * 10 + (text[at] - '0');
            at++;
        }
        return isNegative ? -number : number;
    }

    /** Runs a program of a stack machine: 0 stops, 1 pushes the byte that follows, 2 adds, 3 multiplies, 4 duplicates, 5 swaps, 6 counts the top down and
     * jumps back by the byte that follows unless it is zero, 7 drops. */
    @NoInline
    public static int interpret(byte[] code, int[] stack) {
        int at = 0;
        int top = -1;
        while (true) {
            switch (code[at++]) {
                case 0:
                    return stack[top];
                case 1:
                    stack[++top] = code[at++];
                    break;
                case 2:
                    top--;
                    stack[top] += stack[top + 1];
                    break;
                case 3:
                    top--;
                    stack[top] *= stack[top + 1];
                    break;
                case 4:
                    stack[top + 1] = stack[top];
                    top++;
                    break;
                case 5:
                    int upper = stack[top];
                    stack[top] = stack[top - 1];
                    stack[top - 1] = upper;
                    break;
                case 6:
                    int back = code[at++];
                    if (--stack[top] != 0) {
                        at -= back;
                    }
                    break;
                default:
                    top--;
                    break;
            }
        }
    }
}

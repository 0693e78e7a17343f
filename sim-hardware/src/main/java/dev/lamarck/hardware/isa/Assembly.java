package dev.lamarck.hardware.isa;

import java.util.Map;

/**
 * Assembled text.
 *
 * @param words the code words, the first at the address that was asked for
 * @param lines for each word the line of the text it came from, the first being 1
 * @param labels the addresses of the text's own labels; numeric local labels are not among them
 */
public record Assembly(int[] words, int[] lines, Map<String, Long> labels) {}

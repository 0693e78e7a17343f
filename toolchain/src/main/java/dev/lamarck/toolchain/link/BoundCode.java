package dev.lamarck.toolchain.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A function at an address of the caller's choice, a multiple of 4, with what it brings along, bound to the symbols of an image that is already in memory.
 *
 * @param bytes     the code of the function, of others that only it needs, then jump tables and what else of data is its own
 * @param codeBytes how many of them are code
 * @param calls     the calls in it, by offset
 * @param stores    its rows of the store table
 */
public record BoundCode(long address, byte[] bytes, int codeBytes, List<Call> calls, List<FieldStore> stores, FunctionDebug debug) {
    /** The {@code call} instruction at {@code offset} goes to {@code target}. */
    public record Call(int offset, long target, String symbol) {}

    /** Functions come first, its own before all. The fragments' symbols come before the image's. Out of reach or undefined: a {@link LinkException}. */
    public static BoundCode bind(List<Fragment> fragments, long address, Image image) throws LinkException {
        Map<String, Long> places = new LinkedHashMap<>();
        long at = address;
        for (Fragment fragment : fragments) {
            at = places.isEmpty() ? at : at + fragment.alignment() - 1 & -fragment.alignment();
            places.put(fragment.symbol(), at);
            at += fragment.size();
        }
        byte[] bytes = new byte[(int) (at - address)];
        List<Call> calls = new ArrayList<>();
        List<FieldStore> stores = new ArrayList<>();
        int codeBytes = 0;
        for (Fragment fragment : fragments) {
            long place = places.get(fragment.symbol());
            Fragment.Content.Bytes content = (Fragment.Content.Bytes) fragment.content();
            byte[] resolved = content.bytes().clone();
            for (Relocation relocation : content.relocations()) {
                long target = address(relocation.symbol(), places, image) + relocation.addend();
                RelocationPatch.apply(resolved, place, relocation, target);
                if (relocation.kind() == Relocation.Kind.WDISP30) {
                    calls.add(new Call((int) (place - address) + relocation.offset(), target, relocation.symbol()));
                }
            }
            int offset = (int) (place - address);
            System.arraycopy(resolved, 0, bytes, offset, resolved.length);
            fragment.stores().forEach(s -> stores.add(new FieldStore(offset + s.offset(), s.field(), s.flags())));
            codeBytes = fragment.isFunction() ? offset + resolved.length : codeBytes;
        }
        return new BoundCode(address, bytes, codeBytes, List.copyOf(calls), List.copyOf(stores), fragments.getFirst().debug().orElseThrow());
    }

    private static long address(String symbol, Map<String, Long> own, Image image) throws LinkException {
        Long place = own.get(symbol);
        OptionalLong address = place != null ? OptionalLong.of(place) : image.symbol(symbol).stream().mapToLong(ElfSymbol::address).findFirst();
        return address.orElseThrow(() -> new LinkException("undefined symbol '" + symbol + "'"));
    }
}

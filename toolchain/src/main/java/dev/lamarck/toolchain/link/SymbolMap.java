package dev.lamarck.toolchain.link;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Addresses by symbol: fragments', and those the linker defines at section borders. */
final class SymbolMap implements Fragment.Symbols {
    private final Map<String, Long> addresses = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();

    static SymbolMap of(Placement placement) throws LinkException {
        SymbolMap map = new SymbolMap();
        for (Section section : Section.values()) {
            for (PlacedFragment placed : placement.fragments(section)) {
                map.define(placed.fragment().symbol(), placed.address(), origin(placed.fragment()));
            }
            map.define(section.startSymbol(), placement.range(section).start(), "the linker");
            map.define(section.endSymbol(), placement.range(section).end(), "the linker");
        }
        return map;
    }

    private static String origin(Fragment fragment) {
        return fragment.debug().map(FunctionDebug::signature).orElse("data in " + fragment.section().elfName());
    }

    private void define(String symbol, long address, String origin) throws LinkException {
        String earlier = origins.put(symbol, origin);
        if (earlier != null) {
            throw new LinkException("symbol '" + symbol + "' is defined twice: by " + earlier + " and by " + origin + "; give one of them @Symbol");
        }
        addresses.put(symbol, address);
    }

    @Override
    public OptionalLong address(String symbol) {
        Long address = addresses.get(symbol);
        return address == null ? OptionalLong.empty() : OptionalLong.of(address);
    }

    /** As {@link #address(String)} for a symbol that must exist; {@code user} names who needs it. */
    long address(String symbol, String user) throws LinkException {
        return address(symbol).orElseThrow(() -> new LinkException("undefined symbol '" + symbol + "', used by '" + user + "'"));
    }
}

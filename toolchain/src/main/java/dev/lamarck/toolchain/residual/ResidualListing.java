package dev.lamarck.toolchain.residual;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.toolchain.link.BoundCode;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.InlineRange;
import dev.lamarck.toolchain.link.LineRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A residual as text: what it is for, rests on and leaves out, and its code next to the image's code that it stands for. */
public final class ResidualListing {
    private static final int WIDTH = 72;

    private final Residual residual;
    private final Image image;
    private final List<String> lines = new ArrayList<>();

    private ResidualListing(Residual residual, Image image) {
        this.residual = residual;
        this.image = image;
    }

    /** {@code image} is the one it was made for. */
    public static String print(Residual residual, Image image) {
        ResidualListing listing = new ResidualListing(residual, image);
        listing.heading();
        listing.report();
        listing.code();
        return String.join("\n", listing.lines) + "\n";
    }

    private void heading() {
        lines.add("residual of %s at 0x%x, compiled outside".formatted(residual.symbol(), residual.code().address()));
        residual.specialization().arguments().forEach((index, value) -> lines.add("  static %s = 0x%x"
            .formatted(index == Specialization.THREAD ? "thread register" : "argument " + index, value)));
        residual.assumptions().stream().filter(a -> !(a instanceof Assumption.Argument)).forEach(a -> lines.add("  assumes " + describe(a)));
        lines.add("  %d bytes; the functions it stands for have %d; %d calls inlined, %d blocks evaluated".formatted(residual.code().codeBytes(),
            functions().stream().mapToLong(ElfSymbol::size).sum(), residual.report().inlinedCalls(), residual.report().variants()));
    }

    private static String describe(Assumption assumption) {
        return switch (assumption) {
            case Assumption.Argument a -> "argument " + a.index() + " = 0x" + Long.toHexString(a.value());
            case Assumption.Field f -> "%s of 0x%x = 0x%x".formatted(f.field(), f.object(), f.value());
            case Assumption.Static s -> "%s = 0x%x".formatted(s.field(), s.value());
            case Assumption.Alive a -> "0x%x is a live %s".formatted(a.object(), a.type());
        };
    }

    private void report() {
        residual.report().folded().forEach(l -> lines.add("  folded: " + l));
        residual.report().notFolded().forEach(l -> lines.add("  not folded: " + l));
    }

    /** The method's own function and those of the image that the residual has taken in. */
    private List<ElfSymbol> functions() {
        Set<String> names = new LinkedHashSet<>(List.of(residual.symbol()));
        residual.code().debug().inlined().stream().map(InlineRange::inlined).forEach(names::add);
        return names.stream().map(image::symbol).flatMap(Optional::stream).filter(ElfSymbol::isFunction).toList();
    }

    private void code() {
        List<String> generic = new ArrayList<>();
        for (ElfSymbol function : functions()) {
            generic.add(function.name() + ":");
            for (long at = function.address(); at < function.address() + function.size(); at += 4) {
                long pc = at;
                int line = image.lineAt(at).map(l -> l.line()).orElse(0);
                generic.add("%x %4d  %s".formatted(pc, line, text(ByteBuffer.wrap(image.file().loaded(at, 4)).getInt(), pc)));
            }
        }
        List<String> special = specialized();
        for (int i = 0; i < Math.max(generic.size(), special.size()); i++) {
            lines.add(("%-" + WIDTH + "s| %s").formatted(i < generic.size() ? generic.get(i) : "", i < special.size() ? special.get(i) : "").stripTrailing());
        }
    }

    private List<String> specialized() {
        BoundCode code = residual.code();
        List<String> special = new ArrayList<>(List.of(residual.function().symbol() + ":"));
        ByteBuffer words = ByteBuffer.wrap(code.bytes(), 0, code.codeBytes());
        for (int at = 0; at < code.codeBytes(); at += 4) {
            special.add("%x %4d  %s".formatted(code.address() + at, line(at), text(words.getInt(at), code.address() + at)));
        }
        return special;
    }

    private int line(int offset) {
        return residual.code().debug().lines().stream().filter(r -> r.offset() <= offset).reduce((_, last) -> last).map(LineRow::line).orElse(0);
    }

    private String text(int word, long pc) {
        return Disassembler.text(word, pc, at -> image.functionAt(at).filter(f -> f.address() == at).map(ElfSymbol::name).orElse(null));
    }
}

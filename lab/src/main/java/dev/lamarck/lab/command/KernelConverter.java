package dev.lamarck.lab.command;

import dev.lamarck.workloads.image.KernelVariant;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a kernel's name. */
final class KernelConverter implements ITypeConverter<KernelVariant> {
    @Override
    public KernelVariant convert(String name) {
        return KernelVariant.named(name).orElseThrow(() -> new TypeConversionException("there is no kernel '" + name + "', but there are "
                + Arrays.stream(KernelVariant.values()).map(KernelVariant::label).collect(Collectors.joining(", "))));
    }
}

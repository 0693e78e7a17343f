package dev.lamarck.toolchain.differential;

import dev.lamarck.toolchain.frontend.MethodInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A method and its arguments, each already of its parameter's range. */
record Invocation(MethodInfo method, List<Long> arguments) {
    /** Arguments cut to the parameters' types, as a Java caller would. */
    static Invocation of(MethodInfo method, long... arguments) {
        List<String> types = method.parameterDescriptors();
        Long[] cut = new Long[types.size()];
        Arrays.setAll(cut, i -> switch (types.get(i)) {
            case "J" -> arguments[i];
            case "I" -> (long) (int) arguments[i];
            case "S" -> (long) (short) arguments[i];
            case "B" -> (long) (byte) arguments[i];
            case "C" -> (long) (char) arguments[i];
            case "Z" -> arguments[i] & 1;
            default -> throw new IllegalArgumentException("parameter of type " + types.get(i));
        });
        return new Invocation(method, List.of(cut));
    }

    @Override
    public String toString() {
        return method + arguments.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}

package dev.lamarck.toolchain.differential;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/** Calls the program's methods on the JVM, in a class loader of their own, so that static state starts as in the image. */
final class HostCalls {
    private final Map<String, byte[]> classes;
    private final ClassLoader loader = new ClassLoader(HostCalls.class.getClassLoader()) {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/'));
            if (bytes == null) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : defineClass(name, bytes, 0, bytes.length);
            }
        }
    };

    HostCalls(Map<String, byte[]> classes) {
        this.classes = classes;
        loader.setDefaultAssertionStatus(true);
    }

    List<Outcome> run(List<Invocation> calls) {
        return calls.stream().map(this::run).toList();
    }

    private Outcome run(Invocation call) {
        try {
            Class<?> type = Class.forName(call.method().owner().javaName(), true, loader);
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(call.method().name()) && method.getParameterCount() == call.arguments().size()) {
                    method.setAccessible(true);
                    return Outcome.ofResult(method.invoke(null, arguments(method, call.arguments())));
                }
            }
            throw new AssertionError("no method " + call);
        } catch (InvocationTargetException e) {
            return Outcome.ofThrowable(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object[] arguments(Method method, List<Long> values) {
        Object[] arguments = new Object[values.size()];
        for (int i = 0; i < arguments.length; i++) {
            long value = values.get(i);
            arguments[i] = switch (method.getParameterTypes()[i].getName()) {
                case "long" -> value;
                case "int" -> (int) value;
                case "short" -> (short) value;
                case "byte" -> (byte) value;
                case "char" -> (char) value;
                default -> value != 0;
            };
        }
        return arguments;
    }
}

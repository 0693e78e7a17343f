package dev.lamarck.toolchain.differential.samples;

import dev.lamarck.toolchain.magic.Root;

/** Dispatch, casts, instanceof, records, sealed types and pattern switches. */
final class Types {
    sealed interface Shape permits Square, Rectangle, Dot {
        int area();

        default int twice() {
            return 2 * area();
        }
    }

    record Square(int side) implements Shape {
        @Override
        public int area() {
            return side * side;
        }
    }

    record Rectangle(int width, int height) implements Shape, Named {
        @Override
        public int area() {
            return width * height;
        }

        @Override
        public int tag() {
            return 4;
        }
    }

    enum Dot implements Shape, Named {
        SMALL, BIG {
            @Override
            public int area() {
                return 9;
            }
        };

        @Override
        public int area() {
            return 1;
        }

        @Override
        public int twice() {
            return 3;
        }

        @Override
        public int tag() {
            return ordinal();
        }
    }

    interface Named {
        int tag();
    }

    abstract static class Animal {
        final int legs;

        Animal(int legs) {
            this.legs = legs;
        }

        abstract int sound();

        int walk() {
            return legs * sound();
        }
    }

    static class Dog extends Animal implements Named {
        Dog() {
            super(4);
        }

        @Override
        int sound() {
            return 7;
        }

        @Override
        public int tag() {
            return 11;
        }
    }

    static final class Puppy extends Dog {
        @Override
        int sound() {
            return super.sound() + 1;
        }

        @Override
        int walk() {
            return super.walk() - 1;
        }
    }

    static final class Bird extends Animal {
        Bird() {
            super(2);
        }

        @Override
        int sound() {
            return 3;
        }
    }

    static final class Box<T> {
        T content;
    }

    private static Animal animal(int a) {
        return switch (a & 3) {
            case 0 -> new Dog();
            case 1 -> new Puppy();
            case 2 -> new Bird();
            default -> null;
        };
    }

    private static Shape shape(int a) {
        return switch (a & 7) {
            case 0 -> new Square(a >> 3);
            case 1 -> new Rectangle(a, 3);
            case 2 -> Dot.SMALL;
            case 3 -> Dot.BIG;
            case 4 -> new Square(-1);
            case 5 -> new Rectangle(0, a);
            default -> null;
        };
    }

    @Root
    static int virtual(int a) {
        Animal animal = animal(a);
        return animal.walk() * 10 + animal.sound();
    }

    @Root
    static int throughInterface(int a) {
        Shape shape = shape(a);
        return shape.area() * 10 + shape.twice();
    }

    @Root
    static int otherInterface(int a) {
        Object object = (a & 8) == 0 ? animal(a) : shape(a);
        return object instanceof Named named ? named.tag() : -1;
    }

    @Root
    static int cast(int a) {
        Animal animal = animal(a);
        return ((Dog) animal).tag() + ((Animal) animal).legs;
    }

    @Root
    static int castToInterface(int a) {
        return ((Named) (Object) animal(a)).tag();
    }

    @Root
    static int instances(int a) {
        Object o = (a & 16) == 0 ? animal(a) : (a & 8) == 0 ? shape(a) : (a & 1) == 0 ? new int[3] : new Animal[2];
        return (o instanceof Dog ? 1 : 0) + (o instanceof Puppy ? 2 : 0) + (o instanceof Animal ? 4 : 0) + (o instanceof Shape ? 8 : 0)
            + (o instanceof Dot ? 16 : 0) + (o instanceof int[] ? 32 : 0) + (o instanceof Object[] ? 64 : 0) + (o instanceof Dog[] ? 128 : 0)
            + (o instanceof Object ? 256 : 0);
    }

    @Root
    static int patterns(int a) {
        return switch (shape(a)) {
            case Square(int side) when side > 5 -> side;
            case Square s -> -s.side();
            case Rectangle(int w, int h) when w == h -> 0;
            case Rectangle r -> r.width() + r.height();
            case Dot d -> 100 + d.ordinal();
        };
    }

    @Root
    static int patternsWithNull(int a) {
        return switch (shape(a)) {
            case null -> -5;
            case Square s when s.side() == 0 -> 1;
            case Dot d when d == Dot.BIG -> 2;
            case Square s -> 3;
            case Shape s -> s.twice();
        };
    }

    @Root
    static int recordPattern(int a) {
        Object o = shape(a);
        return o instanceof Rectangle(int w, int h) && w > h ? w - h : 0;
    }

    @Root
    static int generic(int a) {
        Box<Animal> box = new Box<>();
        box.content = animal(a);
        Animal content = box.content;
        return content == null ? 0 : content.legs;
    }

    /** A box that holds what its type says it cannot. */
    @Root
    @SuppressWarnings("unchecked")
    static int pollutedBox(int a) {
        Box<Object> box = new Box<>();
        box.content = (a & 1) == 0 ? new Dog() : new int[1];
        Box<Dog> dogs = (Box<Dog>) (Object) box;
        return dogs.content.legs;
    }

    @Root
    static int quotientOfPattern(int a) {
        Square square = new Square(a);
        return switch ((Shape) square) {
            case Square(int side) -> 10 / side;
            case Rectangle r -> 1;
            case Dot d -> 2;
        };
    }

    private Types() {}
}

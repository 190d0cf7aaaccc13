package org.stagelm.testkit.reference;

import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.stagelm.api.tensor.DType;

/** The elements of one tensor, row-major: doubles where the type is floating, else longs (BOOL as 0 and 1). Each is a value its type can hold. */
final class Elements {

    static final Elements NONE = new Elements(DType.FLOAT64, new double[0], new long[0]);

    private final DType type;
    private final double[] numbers;
    private final long[] integers;

    private Elements(DType type, double[] numbers, long[] integers) {
        this.type = type;
        this.numbers = numbers;
        this.integers = integers;
    }

    /** Floating elements, each rounded to {@code type}. */
    static Elements floating(DType type, int size, IntToDoubleFunction element) {
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = Narrowing.round(element.applyAsDouble(i), type);
        }
        return new Elements(type, numbers, new long[0]);
    }

    /** Integer or BOOL elements, each wrapped to {@code type}. */
    static Elements integer(DType type, int size, IntToLongFunction element) {
        long[] integers = new long[size];
        for (int i = 0; i < size; i++) {
            integers[i] = Narrowing.wrap(element.applyAsLong(i), type);
        }
        return new Elements(type, new double[0], integers);
    }

    DType type() {
        return type;
    }

    int size() {
        return type.isFloating() ? numbers.length : integers.length;
    }

    /** Element {@code i} of any type as a double. */
    double number(int i) {
        return type.isFloating() ? numbers[i] : integers[i];
    }

    /** Element {@code i} of an integer or BOOL tensor. */
    long integer(int i) {
        return integers[i];
    }

    /** The elements at {@code source}, in that order. */
    Elements take(int[] source) {
        return type.isFloating() ? floating(type, source.length, i -> numbers[source[i]]) : integer(type, source.length, i -> integers[source[i]]);
    }
}

package org.stagelm.testkit.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.stagelm.api.tensor.Backend;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Comparison;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Reduction;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.tensor.Unary;
import org.stagelm.testkit.reference.Tape.Source;

/**
 * Each primitive: the elements of its result, and for each input how a gradient goes back. Two tensors of one operation must have one type: nothing
 * is converted silently, as in ONNX.
 */
abstract class Primitives implements Backend {

    /** The elements of a living tensor of this engine. */
    abstract Elements elements(Tensor tensor);

    /** A new tensor, owned by the innermost scope and noted on the open tape. */
    abstract Tensor result(Shape shape, Elements elements, List<Source> sources);

    // Elementwise

    @Override
    public Tensor unary(Unary function, Tensor x) {
        arithmetic(function, x);
        Elements from = elements(x);
        Elements to = x.type().isFloating()
                ? Elements.floating(x.type(), from.size(), i -> Functions.of(function, from.number(i)))
                : integers(function, from.size(), i -> Functions.of(function, from.integer(i)), x);
        return result(x.shape(), to, List.of(source(x, g -> each(g.length, i -> g[i] * Functions.derivative(function, from.number(i))))));
    }

    @Override
    public Tensor binary(Binary function, Tensor a, Tensor b, Shape result) {
        arithmetic(function, a);
        sameType(function, a, b);
        checkSize(function, result, a, b);
        Elements left = elements(a);
        Elements right = elements(b);
        int[] ia = Indices.broadcast(a.shape().sizes(), result.sizes());
        int[] ib = Indices.broadcast(b.shape().sizes(), result.sizes());
        Elements to = a.type().isFloating()
                ? Elements.floating(a.type(), ia.length, i -> Functions.of(function, left.number(ia[i]), right.number(ib[i])))
                : integers(function, ia.length, i -> Functions.of(function, left.integer(ia[i]), right.integer(ib[i])), a, b);
        return result(result, to, List.of(
                source(a, g -> addInto(left.size(), ia,
                        i -> g[i] * Functions.derivativeOfFirst(function, left.number(ia[i]), right.number(ib[i])))),
                source(b, g -> addInto(right.size(), ib,
                        i -> g[i] * Functions.derivativeOfSecond(function, left.number(ia[i]), right.number(ib[i]))))));
    }

    /** An integer tensor stays one, so its number must be integral. */
    @Override
    public Tensor binary(Binary function, Tensor a, double b) {
        arithmetic(function, a);
        Elements from = elements(a);
        if (!a.type().isFloating()) {
            long whole = (long) b;
            if (whole != b) {
                throw refused(function, b + " is not an integer: cast to a floating type first", a);
            }
            return result(a.shape(), integers(function, from.size(), i -> Functions.of(function, from.integer(i), whole), a), List.of());
        }
        return result(a.shape(), Elements.floating(a.type(), from.size(), i -> Functions.of(function, from.number(i), b)),
                List.of(source(a, g -> each(g.length, i -> g[i] * Functions.derivativeOfFirst(function, from.number(i), b)))));
    }

    @Override
    public Tensor compare(Comparison comparison, Tensor a, Tensor b, Shape result) {
        sameType(comparison, a, b);
        checkSize(comparison, result, a, b);
        Elements left = elements(a);
        Elements right = elements(b);
        int[] ia = Indices.broadcast(a.shape().sizes(), result.sizes());
        int[] ib = Indices.broadcast(b.shape().sizes(), result.sizes());
        boolean floating = a.type().isFloating();
        return result(result, Elements.integer(DType.BOOL, ia.length, i -> {
            boolean holds = floating
                    ? Functions.holds(comparison, left.number(ia[i]), right.number(ib[i]))
                    : Functions.holds(comparison, left.integer(ia[i]), right.integer(ib[i]));
            return holds ? 1 : 0;
        }), List.of());
    }

    @Override
    public Tensor where(Tensor condition, Tensor a, Tensor b, Shape result) {
        sameType("where", a, b);
        checkSize("where", result, condition, a, b);
        Elements chosen = elements(condition);
        Elements left = elements(a);
        Elements right = elements(b);
        int[] ic = Indices.broadcast(condition.shape().sizes(), result.sizes());
        int[] ia = Indices.broadcast(a.shape().sizes(), result.sizes());
        int[] ib = Indices.broadcast(b.shape().sizes(), result.sizes());
        Elements to = a.type().isFloating()
                ? Elements.floating(a.type(), ic.length, i -> chosen.integer(ic[i]) == 1 ? left.number(ia[i]) : right.number(ib[i]))
                : Elements.integer(a.type(), ic.length, i -> chosen.integer(ic[i]) == 1 ? left.integer(ia[i]) : right.integer(ib[i]));
        return result(result, to, List.of(
                source(a, g -> addInto(left.size(), ia, i -> chosen.integer(ic[i]) == 1 ? g[i] : 0)),
                source(b, g -> addInto(right.size(), ib, i -> chosen.integer(ic[i]) == 1 ? 0 : g[i]))));
    }

    /** Element i of x, row-major, becomes 0 where {@code key.uniform(i)} is less than p, and is divided by 1 − p elsewhere. */
    @Override
    public Tensor dropout(Tensor x, Dropout dropout) {
        floating("dropout", x);
        Elements from = elements(x);
        double p = dropout.probability();
        double[] factor = each(from.size(), i -> dropout.key().uniform(i) < p ? 0 : 1 / (1 - p));
        return result(x.shape(), Elements.floating(x.type(), from.size(), i -> from.number(i) * factor[i]),
                List.of(source(x, g -> each(g.length, i -> g[i] * factor[i]))));
    }

    @Override
    public Tensor cast(Tensor x, DType to) {
        Elements from = elements(x);
        if (to.isFloating()) {
            return result(x.shape(), Elements.floating(to, from.size(), from::number), List.of(source(x, g -> g)));
        }
        Elements cut = x.type().isFloating()
                // towards zero; to BOOL, whether it is not zero
                ? Elements.integer(to, from.size(), i -> to == DType.BOOL ? (from.number(i) == 0 ? 0 : 1) : (long) from.number(i))
                : Elements.integer(to, from.size(), from::integer);
        return result(x.shape(), cut, List.of());
    }

    // Reductions and products

    @Override
    public Tensor reduce(Reduction reduction, Tensor x, int axis, boolean keep, Shape result) {
        arithmetic(reduction, x);
        Elements from = elements(x);
        int[] group = Indices.reduce(x.shape().sizes(), axis);
        int groups = Math.toIntExact(result.elements());
        double size = x.dim(axis).value();
        return switch (reduction) {
            case SUM -> {
                Elements sums = x.type().isFloating()
                        ? numbers(x.type(), addInto(groups, group, from::number))
                        : integerSum(x.type(), groups, group, from);
                yield result(result, sums, List.of(source(x, g -> each(group.length, i -> g[group[i]]))));
            }
            case MEAN -> {
                floating("mean", x);
                double[] sums = addInto(groups, group, from::number);
                yield result(result, Elements.floating(x.type(), groups, i -> sums[i] / size),
                        List.of(source(x, g -> each(group.length, i -> g[group[i]] / size))));
            }
            case MAX -> {
                int[] largest = largest(groups, group, from);
                double[] equals = addInto(groups, group, i -> from.number(i) == from.number(largest[group[i]]) ? 1 : 0);
                yield result(result, from.take(largest), List.of(source(x, g -> each(group.length,
                        i -> from.number(i) == from.number(largest[group[i]]) ? g[group[i]] / equals[group[i]] : 0))));
            }
        };
    }

    @Override
    public Tensor matmul(Tensor a, Tensor b, Shape result) {
        floating("matmul", a);
        sameType("matmul", a, b);
        checkSize("matmul", result, a, b);
        Elements left = elements(a);
        Elements right = elements(b);
        Products products = new Products(a.shape(), b.shape(), result);
        return result(result, numbers(a.type(), products.product(left, right)), List.of(
                source(a, g -> products.gradientOfA(g, left, right)),
                source(b, g -> products.gradientOfB(g, left, right))));
    }

    // Moving elements

    @Override
    public Tensor reshape(Tensor x, Shape to) {
        return moved(x, Indices.identity(elements(x).size()), to);
    }

    @Override
    public Tensor permute(Tensor x, int[] axes, Shape result) {
        return moved(x, Indices.permute(x.shape().sizes(), axes), result);
    }

    @Override
    public Tensor slice(Tensor x, int axis, Dim from, Dim length, Shape result) {
        return moved(x, Indices.slice(x.shape().sizes(), axis, from.value(), length.value()), result);
    }

    @Override
    public Tensor expand(Tensor x, Shape to) {
        checkSize("expand", to, x);
        return moved(x, Indices.broadcast(x.shape().sizes(), to.sizes()), to);
    }

    @Override
    public Tensor concat(List<Tensor> parts, int axis, Shape result) {
        int size = checkSize("concat", result, parts.toArray(Tensor[]::new));
        DType type = parts.get(0).type();
        double[] numbers = new double[type.isFloating() ? size : 0];
        long[] integers = new long[type.isFloating() ? 0 : size];
        List<Source> sources = new ArrayList<>();
        long start = 0;
        for (Tensor part : parts) {
            sameType("concat", parts.get(0), part);
            Elements from = elements(part);
            long length = part.dim(axis).value();
            int[] place = Indices.slice(result.sizes(), axis, start, length); // of each element of the part in the result
            for (int i = 0; i < place.length; i++) {
                if (type.isFloating()) {
                    numbers[place[i]] = from.number(i);
                } else {
                    integers[place[i]] = from.integer(i);
                }
            }
            sources.add(source(part, g -> each(place.length, i -> g[place[i]])));
            start += length;
        }
        return result(result, type.isFloating() ? numbers(type, numbers) : Elements.integer(type, size, i -> integers[i]), sources);
    }

    // Look-up

    @Override
    public Tensor gather(Tensor table, Tensor ids, Shape result) {
        Elements rows = ids("gather", table, ids, table.dim(0));
        checkSize("gather", result, table, ids);
        int width = Math.toIntExact(table.shape().without(0).elements());
        int[] source = new int[rows.size() * width];
        Arrays.setAll(source, i -> Math.toIntExact(rows.integer(i / width)) * width + i % width);
        return moved(table, source, result);
    }

    @Override
    public Tensor pick(Tensor x, Tensor ids, Shape result) {
        Elements columns = ids("pick", x, ids, x.dim(-1));
        int width = Math.toIntExact(x.dim(-1).value());
        int[] source = new int[columns.size()];
        Arrays.setAll(source, i -> i * width + Math.toIntExact(columns.integer(i)));
        return moved(x, source, result);
    }

    // From nothing

    @Override
    public Tensor arange(Dim from, Dim length) {
        long first = from.value();
        if (first > Long.MAX_VALUE - length.value()) {
            throw refused("arange", length + " numbers from " + from + " are more than INT64 has");
        }
        return result(Shape.of(length), Elements.integer(DType.INT64, checkSize("arange", Shape.of(length)), i -> first + i), List.of());
    }

    @Override
    public Tensor constant(float[] values, long... shape) {
        Shape of = Shape.of(shape);
        if (checkSize("constant", of) != values.length) {
            throw refused("constant", values.length + " values do not fill " + of);
        }
        return result(of, Elements.floating(floatType(), values.length, i -> values[i]), List.of());
    }

    // Parts of the above

    private Tensor moved(Tensor x, int[] source, Shape to) {
        Elements from = elements(x);
        return result(to, from.take(source), List.of(source(x, g -> addInto(from.size(), source, i -> g[i]))));
    }

    private static Source source(Tensor input, UnaryOperator<double[]> gradient) {
        return new Source((Value) input.handle(), gradient);
    }

    private static double[] each(int size, IntToDoubleFunction element) {
        double[] to = new double[size];
        Arrays.setAll(to, element);
        return to;
    }

    /** Adds number i at {@code place[i]} of {@code size} zeros. */
    private static double[] addInto(int size, int[] place, IntToDoubleFunction number) {
        double[] to = new double[size];
        for (int i = 0; i < place.length; i++) {
            to[place[i]] += number.applyAsDouble(i);
        }
        return to;
    }

    private static Elements numbers(DType type, double[] numbers) {
        return Elements.floating(type, numbers.length, i -> numbers[i]);
    }

    /** Elements of a function, which may be none for integers, of inputs of one type. */
    private static Elements integers(Object function, int size, IntToLongFunction element, Tensor... inputs) {
        try {
            return Elements.integer(inputs[0].type(), size, element);
        } catch (IllegalArgumentException e) {
            throw refused(function, e.getMessage(), inputs);
        }
    }

    private static Elements integerSum(DType type, int groups, int[] group, Elements from) {
        long[] sums = new long[groups];
        for (int i = 0; i < group.length; i++) {
            sums[group[i]] += from.integer(i);
        }
        return Elements.integer(type, groups, i -> sums[i]);
    }

    /** For each group where its largest element is, the first of equals; a NaN counts as the largest. */
    private static int[] largest(int groups, int[] group, Elements from) {
        int[] largest = new int[groups];
        Arrays.fill(largest, -1);
        for (int i = 0; i < group.length; i++) {
            int best = largest[group[i]];
            boolean larger = best < 0 || (from.type().isFloating()
                    ? Double.compare(from.number(i), from.number(best)) > 0
                    : from.integer(i) > from.integer(best));
            if (larger) {
                largest[group[i]] = i;
            }
        }
        return largest;
    }

    private Elements ids(String operation, Tensor x, Tensor ids, Dim limit) {
        if (ids.type() != DType.INT64) {
            throw refused(operation, "ids must be INT64, not " + ids.type(), x, ids);
        }
        Elements values = elements(ids);
        for (int i = 0; i < values.size(); i++) {
            if (values.integer(i) < 0 || values.integer(i) >= limit.value()) {
                throw refused(operation, "id " + values.integer(i) + " is not in 0 … " + (limit.value() - 1), x, ids);
            }
        }
        return values;
    }

    private static void arithmetic(Object operation, Tensor x) {
        if (x.type() == DType.BOOL) {
            throw refused(operation, "is not for BOOL: cast first", x);
        }
    }

    private static void floating(String operation, Tensor x) {
        if (!x.type().isFloating()) {
            throw refused(operation, "is not for " + x.type() + ": cast to a floating type first", x);
        }
    }

    private static void sameType(Object operation, Tensor a, Tensor b) {
        if (a.type() != b.type()) {
            throw refused(operation, a.type() + " and " + b.type() + " differ: cast one of them", a, b);
        }
    }

    /** The number of elements, which arrays must be able to hold. */
    static int checkSize(Object operation, Shape result, Tensor... inputs) {
        long elements;
        try {
            elements = result.elements();
        } catch (IllegalArgumentException e) {
            throw refused(operation, e.getMessage(), inputs);
        }
        if (elements > Integer.MAX_VALUE) {
            throw refused(operation, result + " has more elements than an array of Java", inputs);
        }
        return (int) elements;
    }

    /** In one line the operation, the layer, the inputs and why. */
    static IllegalArgumentException refused(Object operation, String why, Tensor... inputs) {
        String layer = LayerPath.current().isEmpty() ? "" : " in " + LayerPath.current();
        String shapes = inputs.length == 0 ? "" : Arrays.stream(inputs).map(Tensor::toString).collect(Collectors.joining(", ", " (", ")"));
        return new IllegalArgumentException(operation.toString().toLowerCase(Locale.ROOT) + layer + shapes + ": " + why);
    }
}

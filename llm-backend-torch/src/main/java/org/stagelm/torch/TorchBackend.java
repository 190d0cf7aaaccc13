package org.stagelm.torch;

import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.Backend;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Comparison;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Reduction;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.tensor.Unary;

/** The primitives: each is one libtorch call. */
abstract class TorchBackend implements Backend {

    /** One libtorch computation; its result is a new libtorch tensor. */
    interface Computation {
        org.bytedeco.pytorch.Tensor compute();
    }

    private final DType floatType;
    private final TorchDevice device;
    private final HostTransfer transfer;

    TorchBackend(DType floatType, TorchDevice device) {
        this.floatType = floatType;
        this.device = device;
        this.transfer = new HostTransfer(device);
    }

    final TorchDevice device() {
        return device;
    }

    final HostTransfer transfer() {
        return transfer;
    }

    /** @throws IllegalStateException where this engine is closed */
    abstract void checkOpen();

    /** Computes and wraps: the innermost scope owns the result, and a failure names the operation, the shapes and the layer. */
    final Tensor run(String operation, Shape result, DType type, Computation body, Tensor... inputs) {
        checkOpen();
        TorchThread here = TorchThread.current();
        try {
            result.elements(); // fails where a number does not hold it: libtorch would count on
            return new Tensor(this, result, type, here.own(new TorchValue(body.compute())));
        } catch (RuntimeException e) {
            throw NativeFailure.translate(operation, e, inputs);
        }
    }

    static org.bytedeco.pytorch.Tensor value(Tensor tensor) {
        return TorchValue.of(tensor).tensor();
    }

    @Override
    public final DType floatType() {
        return floatType;
    }

    @Override
    public final Scope scope() {
        checkOpen();
        return new TorchScope();
    }

    @Override
    public final void release(Tensor tensor) {
        TorchValue.of(tensor).release();
    }

    @Override
    public final StateSlot state(String name, int axis, Shape shape) {
        checkOpen();
        return new TorchStateSlot(this, name, axis, shape);
    }

    @Override
    public final Tensor unary(Unary function, Tensor x) {
        return run(name(function), x.shape(), x.type(), () -> Elementwise.unary(function, value(x), x.type()), x);
    }

    @Override
    public final Tensor binary(Binary function, Tensor a, Tensor b, Shape result) {
        return run(name(function), result, a.type(), () -> {
            expectSameType(a, b);
            return Elementwise.binary(function, value(a), value(b), a.type());
        }, a, b);
    }

    @Override
    public final Tensor binary(Binary function, Tensor a, double b) {
        return run(name(function), a.shape(), a.type(), () -> Elementwise.binary(function, value(a), b, a.type()), a);
    }

    @Override
    public final Tensor compare(Comparison comparison, Tensor a, Tensor b, Shape result) {
        return run(name(comparison), result, DType.BOOL, () -> {
            expectSameType(a, b);
            return Elementwise.compare(comparison, value(a), value(b));
        }, a, b);
    }

    @Override
    public final Tensor where(Tensor condition, Tensor a, Tensor b, Shape result) {
        return run("where", result, a.type(), () -> {
            expectSameType(a, b);
            return torch.where(value(condition), value(a), value(b));
        }, condition, a, b);
    }

    @Override
    public final Tensor reduce(Reduction reduction, Tensor x, int axis, boolean keep, Shape result) {
        long[] axes = {axis};
        return run(name(reduction), result, x.type(), () -> switch (reduction) {
            case SUM -> sum(value(x), axes, keep, x.type());
            case MEAN -> value(x).mean(axes, keep, Absent.TYPE);
            case MAX -> {
                Elementwise.expectNumbers(x.type());
                yield value(x).amax(axes, keep); // shares the gradient among equal ones; max(axis) would not
            }
        }, x);
    }

    private static org.bytedeco.pytorch.Tensor sum(org.bytedeco.pytorch.Tensor x, long[] axes, boolean keep, DType type) {
        Elementwise.expectNumbers(type);
        if (type.isFloating()) {
            return x.sum(axes, keep, Absent.TYPE);
        }
        try (ScalarTypeOptional same = new ScalarTypeOptional(TorchTypes.scalarType(type))) {
            return x.sum(axes, keep, same); // libtorch would widen integers
        }
    }

    @Override
    public final Tensor matmul(Tensor a, Tensor b, Shape result) {
        return run("matmul", result, a.type(), () -> {
            expectSameType(a, b);
            Elementwise.expectFloating(a.type());
            return torch.matmul(value(a), value(b));
        }, a, b);
    }

    @Override
    public final Tensor reshape(Tensor x, Shape to) {
        return run("reshape", to, x.type(), () -> value(x).reshape(to.sizes()), x);
    }

    @Override
    public final Tensor permute(Tensor x, int[] axes, Shape result) {
        long[] order = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            order[i] = axes[i];
        }
        return run("permute", result, x.type(), () -> value(x).permute(order), x);
    }

    @Override
    public final Tensor slice(Tensor x, int axis, Dim from, Dim length, Shape result) {
        return run("slice", result, x.type(), () -> value(x).narrow(axis, from.value(), length.value()), x);
    }

    @Override
    public final Tensor concat(List<Tensor> parts, int axis, Shape result) {
        return run("concat", result, parts.get(0).type(), () -> {
            parts.forEach(part -> expectSameType(parts.get(0), part));
            try (TensorVector all = new TensorVector(parts.stream().map(TorchBackend::value).toArray(org.bytedeco.pytorch.Tensor[]::new))) {
                return torch.cat(all, axis);
            }
        }, parts.toArray(Tensor[]::new));
    }

    @Override
    public final Tensor expand(Tensor x, Shape to) {
        return run("expand", to, x.type(), () -> value(x).expand(to.sizes()), x);
    }

    @Override
    public final Tensor cast(Tensor x, DType to) {
        return run("cast", x.shape(), to, () -> value(x).to(TorchTypes.scalarType(to)), x);
    }

    @Override
    public final Tensor gather(Tensor table, Tensor ids, Shape result) {
        return run("gather", result, table.type(), () -> {
            expectIds(ids);
            if (table.rank() == 2) {
                return torch.embedding(value(table), value(ids)); // its gradient is faster than index_select's
            }
            try (org.bytedeco.pytorch.Tensor flat = value(ids).reshape(-1);
                    org.bytedeco.pytorch.Tensor rows = value(table).index_select(0, flat)) {
                return rows.reshape(result.sizes());
            }
        }, table, ids);
    }

    @Override
    public final Tensor pick(Tensor x, Tensor ids, Shape result) {
        return run("pick", result, x.type(), () -> {
            expectIds(ids);
            try (org.bytedeco.pytorch.Tensor column = value(ids).unsqueeze(-1);
                    org.bytedeco.pytorch.Tensor picked = torch.gather(value(x), -1, column)) {
                return picked.squeeze(-1);
            }
        }, x, ids);
    }

    @Override
    public final Tensor arange(Dim from, Dim length) {
        return run("arange", Shape.of(length), DType.INT64, () -> {
            try (Scalar first = new Scalar(from.value()); Scalar end = new Scalar(from.plus(length).value())) {
                return torch.arange(first, end, device.options(DType.INT64));
            }
        });
    }

    @Override
    public final Tensor constant(float[] values, long... shape) {
        Shape of = Shape.of(shape);
        return run("constant", of, floatType, () -> transfer.floats(values, of, floatType));
    }

    /** Libtorch would convert silently, and the result would not have the type that we say it has. */
    static void expectSameType(Tensor a, Tensor b) {
        if (a.type() != b.type()) {
            throw new IllegalArgumentException("the types differ, cast one");
        }
    }

    private static void expectIds(Tensor ids) {
        if (ids.type() != DType.INT64) {
            throw new IllegalArgumentException("ids must be INT64, not " + ids.type());
        }
    }

    private static String name(Enum<?> operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }
}

package org.stagelm.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Comparison;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Unary;

/** Elementwise operations on libtorch tensors. */
final class Elementwise {

    private Elementwise() {}

    static Tensor unary(Unary function, Tensor x, DType type) {
        switch (function) {
            case NEGATE, ABS, RELU -> expectNumbers(type);
            default -> expectFloating(type);
        }
        return switch (function) {
            case NEGATE -> x.neg();
            case ABS -> x.abs();
            case EXP -> x.exp();
            case LOG -> x.log();
            case SQRT -> x.sqrt();
            case RECIPROCAL -> x.reciprocal();
            case SIN -> x.sin();
            case COS -> x.cos();
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
            case ERF -> x.erf();
            case RELU -> x.relu();
        };
    }

    /** Of two tensors of one type, {@code type}. */
    static Tensor binary(Binary function, Tensor a, Tensor b, DType type) {
        expectDivisible(function, type);
        return switch (function) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.sub(b);
            case MULTIPLY -> a.mul(b);
            case DIVIDE -> a.div(b);
            case MAXIMUM -> torch.maximum(a, b);
        };
    }

    /** With a number; an integer tensor takes whole numbers, so that it stays one. */
    static Tensor binary(Binary function, Tensor a, double b, DType type) {
        if (!type.isFloating() && b != Math.rint(b)) {
            throw new IllegalArgumentException(b + " is not an integer: cast the tensor to a float type first");
        }
        expectDivisible(function, type);
        try (Scalar number = type.isFloating() ? new Scalar(b) : new Scalar((long) b)) {
            return switch (function) {
                case ADD -> a.add(number);
                case SUBTRACT -> a.sub(number);
                case MULTIPLY -> a.mul(number);
                case DIVIDE -> a.div(number);
                case MAXIMUM -> {
                    try (TensorOptions options = a.options(); Tensor other = torch.scalar_tensor(number, options)) {
                        yield torch.maximum(a, other);
                    }
                }
            };
        }
    }

    private static void expectDivisible(Binary function, DType type) {
        expectNumbers(type);
        if (function == Binary.DIVIDE) {
            expectFloating(type);
        }
    }

    /** Of integers libtorch would give floats. */
    static void expectFloating(DType type) {
        if (!type.isFloating()) {
            throw new IllegalArgumentException("not for " + type + ": cast to a float type first");
        }
    }

    static void expectNumbers(DType type) {
        if (type == DType.BOOL) {
            throw new IllegalArgumentException("not for BOOL: cast first");
        }
    }

    static Tensor compare(Comparison comparison, Tensor a, Tensor b) {
        return switch (comparison) {
            case LESS -> a.lt(b);
            case LESS_OR_EQUAL -> a.le(b);
            case EQUAL -> a.eq(b);
        };
    }
}

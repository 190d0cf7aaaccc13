package org.stagelm.torch;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.stagelm.api.tensor.DType;

/** Our element types as libtorch's. */
final class TorchTypes {

    private TorchTypes() {}

    static ScalarType scalarType(DType type) {
        return switch (type) {
            case FLOAT64 -> ScalarType.Double;
            case FLOAT32 -> ScalarType.Float;
            case BFLOAT16 -> ScalarType.BFloat16;
            case FLOAT16 -> ScalarType.Half;
            case INT64 -> ScalarType.Long;
            case INT32 -> ScalarType.Int;
            case INT8 -> ScalarType.Char;
            case UINT8 -> ScalarType.Byte;
            case BOOL -> ScalarType.Bool;
        };
    }

    /** Options for a tensor of this type on the device of another, to be closed. */
    static TensorOptions beside(Tensor other, DType type) {
        try (TensorOptions own = other.options(); ScalarTypeOptional scalar = new ScalarTypeOptional(scalarType(type))) {
            return own.dtype(scalar);
        }
    }
}

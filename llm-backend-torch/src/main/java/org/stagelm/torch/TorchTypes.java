package org.stagelm.torch;

import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.stagelm.api.tensor.DType;

/** Our element types as libtorch's. */
final class TorchTypes {

    private static final Map<DType, TensorOptions> OPTIONS = new EnumMap<>(DType.class);

    static {
        for (DType type : DType.values()) {
            OPTIONS.put(type, new TensorOptions(scalarType(type)).retainReference());
        }
    }

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

    /** Options for new tensors of this type; shared, not to be closed. */
    static TensorOptions options(DType type) {
        return OPTIONS.get(type);
    }
}

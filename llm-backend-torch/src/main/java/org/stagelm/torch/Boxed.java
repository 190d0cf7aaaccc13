package org.stagelm.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorList;
import org.bytedeco.pytorch.TensorVector;

/** A libtorch operation that JavaCPP has no method for, such as those over lists of tensors: called by name, with its arguments in boxes. */
final class Boxed {

    private final OperatorHandle operator;

    /**
     * @param name such as {@code aten::_foreach_norm}
     * @param overload such as {@code Scalar}; empty where there is one form only
     */
    Boxed(String name, String overload) {
        OperatorHandle found = Dispatcher.singleton().findSchemaOrThrow(name, overload);
        operator = found.retainReference(); // kept for good, whatever PointerScope is open
    }

    /** Calls it; {@code stack} holds the arguments before and the results after. */
    void call(IValueVector stack) {
        operator.callBoxed(stack);
    }

    /** The tensors as one argument, to be closed. */
    static IValue list(Tensor... tensors) {
        try (TensorVector vector = new TensorVector(tensors); TensorList list = new TensorList(vector)) {
            // All of libtorch's lists are one pointer to the same kind of object, which knows its element type: this is a cast, not a copy.
            return new IValue(new GenericList((Pointer) list));
        }
    }
}

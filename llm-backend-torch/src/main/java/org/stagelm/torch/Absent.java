package org.stagelm.torch;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptional;

/** Empty optionals of libtorch's, made once: each costs an allocation. The retained reference keeps a user's PointerScope from freeing them. */
final class Absent {

    static final TensorOptional TENSOR = new TensorOptional().retainReference();
    static final ScalarTypeOptional TYPE = new ScalarTypeOptional().retainReference();
    static final DoubleOptional DOUBLE = new DoubleOptional().retainReference();

    private Absent() {}
}

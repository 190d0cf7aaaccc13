package org.stagelm.export.onnx.trace;

import org.stagelm.api.tensor.TensorHandle;

/** The name of a value in the graph. */
record TracedValue(String name) implements TensorHandle {}

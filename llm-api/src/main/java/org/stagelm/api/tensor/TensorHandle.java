package org.stagelm.api.tensor;

/** What a backend keeps behind a tensor: native memory, an array, or the name of a graph's value. */
public interface TensorHandle {}

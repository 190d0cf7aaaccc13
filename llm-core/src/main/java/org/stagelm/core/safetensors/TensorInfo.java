package org.stagelm.core.safetensors;

/**
 * What the header says of one tensor.
 *
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
record TensorInfo(String name, ElementType type, long[] shape, long begin, long end) {

    /** Exact: {@link HeaderReader} has refused what overflows. */
    long elements() {
        long n = 1;
        for (long size : shape) {
            n *= size;
        }
        return n;
    }
}

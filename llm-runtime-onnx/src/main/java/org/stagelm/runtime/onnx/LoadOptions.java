package org.stagelm.runtime.onnx;

/**
 * How a model is loaded.
 *
 * @param threads that compute one pass; 0: as many as ONNX Runtime sees cores
 * @param tokenizer false: the folder's tokenizer is not read, and texts are given as ids
 */
public record LoadOptions(int threads, boolean tokenizer) {

    public static final LoadOptions DEFAULT = new LoadOptions(0, true);

    public LoadOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("threads is " + threads + ", but must be at least 0");
        }
    }
}

package org.stagelm.export.onnx;

/**
 * How a model is exported.
 *
 * @param profile the operators of the graph
 * @param tolerance the largest accepted {@linkplain ExportCheck difference of logits}, above 0
 */
public record ExportOptions(Profile profile, double tolerance) {

    /** A graph in single precision that does the same differs by some roundings: 1e-7 to 1e-5 as measured. */
    public static final ExportOptions PORTABLE = new ExportOptions(Profile.PORTABLE, 1e-4);

    public ExportOptions {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("tolerance is " + tolerance + ", but must be above 0");
        }
    }
}

package org.stagelm.export.onnx;

import java.util.Locale;

/** Which operators a graph is made of. */
public enum Profile {
    /** Operators of ONNX's own set 17, which ONNX Runtime 1.16 and all later ones run, and other runtimes too. Padding may stand on either side. */
    PORTABLE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

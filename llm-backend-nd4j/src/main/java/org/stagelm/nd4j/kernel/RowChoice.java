package org.stagelm.nd4j.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the vector module where this JVM has it, else the scalar loops, and says so once. */
public final class RowChoice {

    private static final Logger LOG = LoggerFactory.getLogger(RowChoice.class);
    private static final String MODULE = "jdk.incubator.vector";

    private static final Rows ROWS = choose();

    private RowChoice() {}

    /** The same for every engine of this JVM. */
    public static Rows rows() {
        return ROWS;
    }

    private static Rows choose() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            LOG.warn("the engine nd4j computes without vector instructions: start Java with --add-modules {} to make it faster", MODULE);
            return new Rows();
        }
        return new VectorRows(); // loaded only here: without the module its class cannot be
    }
}

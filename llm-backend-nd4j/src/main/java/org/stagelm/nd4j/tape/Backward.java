package org.stagelm.nd4j.tape;

import org.stagelm.nd4j.memory.Strided;

/** How an operation passes a gradient back to its inputs. */
@FunctionalInterface
public interface Backward {

    /**
     * @param gradient of the result, of its sizes and any strides; the tape's
     * @param inputs one for each input, in the order in which they were recorded; inputs that depend on no variable take gradients and drop them
     */
    void pass(Strided gradient, Inputs inputs);

    /** Where gradients go. */
    interface Inputs {

        /** Whether input {@code index} depends on a variable: else its gradient need not be computed. */
        boolean wants(int index);

        /** Takes over one reference. */
        void add(int index, Strided gradient);
    }
}

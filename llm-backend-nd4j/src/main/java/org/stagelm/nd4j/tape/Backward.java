package org.stagelm.nd4j.tape;

import java.util.Optional;
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

        /** As {@link #add}, of a kernel that can add to what has gathered, which saves a pass over both; does not run it where it is not wanted. */
        void gather(int index, Addition addition);
    }

    /** A kernel that makes a gradient. */
    @FunctionalInterface
    interface Addition {

        /**
         * @param gathered dense memory of the input's sizes, to be added to and given back; empty: to give a new gradient
         */
        Strided to(Optional<Strided> gathered);
    }
}

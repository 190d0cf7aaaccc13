package org.stagelm.nd4j.tape;

import org.stagelm.nd4j.memory.Strided;

/** The arithmetic that gradients need on their way. */
public interface Gathering {

    /** a + b, of the same sizes. Takes over both references, and gives one; it may write into a or b where nobody else holds them. */
    Strided sum(Strided a, Strided b);

    /** The same elements, dense, in memory that nobody else holds. Takes over the reference, and gives one. */
    Strided own(Strided x);
}

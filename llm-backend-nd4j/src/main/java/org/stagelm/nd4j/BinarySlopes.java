package org.stagelm.nd4j;

import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Unary;
import org.stagelm.nd4j.memory.Strided;
import org.stagelm.nd4j.tape.Backward.Inputs;

/**
 * How the functions of two tensors pass a gradient back, through broadcasting to the inputs' own sizes.
 *
 * @param sizesA of the first input before it was broadcast
 */
record BinarySlopes(Arithmetic arithmetic, int[] sizesA, int[] sizesB) {

    void add(Strided g, Inputs to) {
        passA(g.retain(), to);
        passB(g.retain(), to);
    }

    void subtract(Strided g, Inputs to) {
        passA(g.retain(), to);
        if (to.wants(1)) {
            passB(arithmetic.unary(Unary.NEGATE, g), to);
        }
    }

    /** @param a broadcast, as is b */
    void multiply(Strided a, Strided b, Strided g, Inputs to) {
        if (to.wants(0)) {
            passA(arithmetic.combine(Binary.MULTIPLY, g, b), to);
        }
        if (to.wants(1)) {
            passB(arithmetic.combine(Binary.MULTIPLY, g, a), to);
        }
    }

    void divide(Strided a, Strided b, Strided g, Inputs to) {
        Strided quotient = arithmetic.combine(Binary.DIVIDE, g, b); // g / b
        if (to.wants(1)) {
            Strided share = arithmetic.combine(Binary.DIVIDE, a, b); // −g / b · a / b
            Strided product = arithmetic.combine(Binary.MULTIPLY, quotient, share);
            passB(arithmetic.unary(Unary.NEGATE, product), to);
            share.release();
            product.release();
        }
        passA(quotient, to);
    }

    void maximum(Strided a, Strided b, Strided g, Inputs to) {
        if (to.wants(0)) {
            passA(arithmetic.maximumSlope(a, b, g), to);
        }
        if (to.wants(1)) {
            passB(arithmetic.maximumSlope(b, a, g), to);
        }
    }

    private void passA(Strided g, Inputs to) {
        pass(0, g, sizesA, to);
    }

    private void passB(Strided g, Inputs to) {
        pass(1, g, sizesB, to);
    }

    /** Takes over the reference. */
    private void pass(int input, Strided g, int[] sizes, Inputs to) {
        if (to.wants(input)) {
            to.add(input, arithmetic.sumTo(g, sizes));
        }
        g.release();
    }
}

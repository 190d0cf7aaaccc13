package org.stagelm.nd4j.kernel;

import org.stagelm.api.tensor.AdamStep;

/**
 * What one step of Adam multiplies with, in floats.
 *
 * @param rest1 1 − beta1
 * @param rest2 1 − beta2
 * @param penalty of the L2 penalty, 0 where the weight decay is decoupled
 * @param kept share of the parameter that a decoupled weight decay leaves
 * @param rate learning rate over the first moment's bias correction
 * @param root 1 / √ of the second moment's bias correction
 */
record AdamNumbers(float beta1, float beta2, float rest1, float rest2, float penalty, float kept, float rate, float root, float eps) {

    static AdamNumbers of(AdamStep s) {
        double correction1 = 1 - Math.pow(s.beta1(), s.step());
        double correction2 = 1 - Math.pow(s.beta2(), s.step());
        return new AdamNumbers((float) s.beta1(), (float) s.beta2(), (float) (1 - s.beta1()), (float) (1 - s.beta2()),
                s.decoupled() ? 0 : (float) s.weightDecay(), s.decoupled() ? (float) (1 - s.learningRate() * s.weightDecay()) : 1,
                (float) (s.learningRate() / correction1), (float) (1 / Math.sqrt(correction2)), (float) s.eps());
    }
}

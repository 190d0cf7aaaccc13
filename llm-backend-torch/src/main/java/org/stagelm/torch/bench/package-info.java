/**
 * What the engine is measured against: libtorch called directly, without StageLM's tensors, scopes or layers.
 *
 * <pre>
 * stagelm bench train   BareGpt             a whole training step
 *                       TrainingProducts    its matrix products alone
 * stagelm bench decode  BareDecoder         writing a text token by token
 *                       WeightReading       the weights read once
 * stagelm bench ops     LibtorchOperation   a single operation
 * </pre>
 */
package org.stagelm.torch.bench;

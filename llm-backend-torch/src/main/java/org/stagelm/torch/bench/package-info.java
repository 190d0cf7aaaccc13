/**
 * What the engine is measured against: libtorch called directly, without StageLM's tensors, scopes or layers. {@code stagelm bench train} runs it.
 */
package org.stagelm.torch.bench;

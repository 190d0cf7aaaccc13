/**
 * What the engine is measured against: ND4J's own operations called directly, without StageLM's tensors, scopes or kernels. {@code stagelm bench ops}
 * runs it.
 */
package org.stagelm.nd4j.bench;

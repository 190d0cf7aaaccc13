/**
 * The tensor contract: model code is written once against {@link org.stagelm.api.tensor.Tensor} and runs on every backend.
 *
 * <pre>
 * Tensor   the fluent face: checks shapes, then calls the backend
 *    │
 * Backend  primitives, and fused operations with default bodies made of primitives
 *    ├── Engine   also uploads, reads, records gradients and updates parameters (torch, reference)
 *    └── tracer   writes the operations down as a graph instead of computing them
 * </pre>
 *
 * <p>Every tensor belongs to the innermost open {@link org.stagelm.api.tensor.Scope} of its thread and is freed with it. No garbage collection is
 * involved, so native memory stays flat.
 */
package org.stagelm.api.tensor;

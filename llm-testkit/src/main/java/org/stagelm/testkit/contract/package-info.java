/**
 * What an engine and a tokenizer must keep, as tests to extend.
 *
 * <pre>
 * EngineContract            extend this
 *    ├── HostContract       bytes of every type, to and from
 *    ├── ValuesContract     every operation equals the reference, bit-equal each time
 *    ├── GradientsContract  so does every gradient; recordings
 *    ├── RecomputeContract  computing again on the way back changes no gradient
 *    ├── ShapesContract     errors name operation, shapes and layer
 *    ├── FailuresContract   so do those of the engine itself
 *    ├── SizesContract      more elements than fit: refused or right
 *    ├── ScopesContract     who owns which tensor
 *    ├── LifetimesContract  what was closed is refused; closing again does nothing
 *    ├── ThreadsContract    tensors go from thread to thread; training repeats bit for bit, whatever runs beside it
 *    ├── StateContract      growing state; cached attention equals uncached
 *    ├── DropoutContract    the mask follows the key
 *    └── LearningContract   assign, clip, Adam
 * MemoryContract            implement this beside it: nothing is left behind
 * TokenizerContract         extend this
 * </pre>
 *
 * <p>The operations come from {@link org.stagelm.testkit.operations}. A part of the contract is an interface of its own, so that a backend that is no
 * full engine may implement what applies to it.
 */
package org.stagelm.testkit.contract;

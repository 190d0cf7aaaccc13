/**
 * The engine on libtorch through JavaCPP, with libtorch's own autograd.
 *
 * <pre>
 * TorchPlugin ─▶ TorchEngine         upload, read, variables, recordings
 *                   │ extends
 *                TorchFusedBackend   linear, norms, losses ─▶ Attention, Rotation, Dropping
 *                   │ extends
 *                TorchBackend        primitives            ─▶ Elementwise, HostTransfer, TorchStateSlot
 *
 * Crew                  threads for what is read once, token by token ─▶ FewRows, OneQuery ─▶ MatrixVector
 * Lanes                 threads that each train on a part of a batch
 * TorchValue            a libtorch tensor and its owner; TorchVariable has a gradient too
 * TorchThread           each thread's open scopes and grad mode ─▶ TorchScope, TorchRecording
 * FusedAdam, Clipping   over all variables at once              ─▶ Boxed
 * TorchDevice           where new tensors go; TorchTypes has the element types
 * NativeFailure         libtorch's exceptions in one line
 * </pre>
 *
 * <p>Native memory is freed by scopes and by {@code close()}, not by the garbage collector: every libtorch object made on the way is closed where it
 * is made.
 */
package org.stagelm.torch;

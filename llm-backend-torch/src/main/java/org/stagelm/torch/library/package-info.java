/**
 * Gets libtorch into the process, once.
 *
 * <pre>
 * TorchLibrary.load(threads)
 *    ├── ThreadPoolEnvironment   environment variables that the native thread pools read while they load
 *    ├── JavaCPP's Loader        a native part that does not load becomes a UserError that says what to add
 *    └── the number of threads, of libtorch and of OpenBLAS
 *
 * Cuda, Processor   what it can run on, and what is missing
 * </pre>
 *
 * <p>No class of {@code org.bytedeco} may be initialised before {@link org.stagelm.torch.library.TorchLibrary} has run.
 */
package org.stagelm.torch.library;

/**
 * Windows of token ids as batches. A batch is a function of its number, so a position is a number and going back is exact.
 *
 * <pre>
 * RandomWindowsComponent ─▶ RandomWindows      each row begins anywhere
 * SlidingWindowComponent ─▶ SlidingWindows     rows side by side; Permutation shuffles them without a list of them
 * Rows                                         copies ids into inputs and targets
 * </pre>
 */
package org.stagelm.tokenizers.loader;

/**
 * Token ids as batches. A batch is a function of its number, so a position is a number and going back is exact.
 *
 * <pre>
 * RandomWindowsComponent   ─▶ RandomWindows      each row begins anywhere
 * SlidingWindowComponent   ─▶ SlidingWindows     rows side by side
 * PackedDocumentsComponent ─▶ PackedDocuments    rows of whole documents, as DocumentBlock puts them together
 * PrefetchComponent        ─▶ PrefetchingLoader  another loader's batches, made ahead
 * RankLoader                                     one process's share of another loader's batches
 *
 * EpochOrder   which rows a batch has; Permutation shuffles them without a list of them
 * Rows         copies ids into inputs and targets
 * </pre>
 */
package org.stagelm.tokenizers.loader;

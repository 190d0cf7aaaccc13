/**
 * Corpora made of corpora.
 *
 * <pre>
 * mixture    Mixture: several corpora, interleaved so that each has its share of the characters
 * filtered   Filtered ─▶ Filter: lengths ─▶ ExactDuplicates ─▶ NearDuplicates (Words ─▶ MinHash ─▶ Bands)
 * </pre>
 */
package org.stagelm.tokenizers.corpus.mix;

/**
 * What the trainers share: merges learned from words (Sennrich et al. 2016, algorithm 1).
 *
 * <pre>
 * Words ─ MergeLearner ─▶ the most frequent pair, again and again
 *           ├── PairCounts   how often each pair occurs, kept up to date around each merge
 *           ├── PairQueue    the most frequent pair first
 *           └── TieBreak     which one, where several are as frequent
 *
 * SpecialCuts       where special tokens are spelled in a text, it is cut
 * MergeTrace        sees a training merge by merge; TracedFactory, a tokenizer that can be watched so
 * LearningInterrupt a training ends where its thread is interrupted
 * </pre>
 */
package org.stagelm.tokenizers.learning;

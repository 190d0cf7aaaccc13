/** Text on its way to a model: {@code Corpus → Tokenizer → token shard → BatchLoader → Batch}. */
package org.stagelm.api.data;

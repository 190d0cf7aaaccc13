package org.stagelm.tokenizers.shard;

import java.util.Optional;

/**
 * The token ids of a corpus.
 *
 * @param validation empty where the corpus keeps nothing for validation
 * @param reused whether they were there already
 */
public record PreparedData(TokenShard training, Optional<TokenShard> validation, boolean reused) {}

package org.stagelm.tokenizers.shard;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.stagelm.api.data.Tokenizer;

/** A tokenizer of any size of vocabulary: the id of a character is its code unit. */
record SizedTokenizer(int vocabularySize) implements Tokenizer {

    @Override
    public int[] encode(String text) {
        return text.chars().toArray();
    }

    @Override
    public String decode(int... ids) {
        return new String(ids, 0, ids.length);
    }

    @Override
    public TextStream stream() {
        throw new IllegalStateException("not asked for in these tests");
    }

    @Override
    public String token(int id) {
        return Character.toString(id);
    }

    @Override
    public OptionalInt endOfText() {
        return OptionalInt.empty();
    }

    @Override
    public String fingerprint() {
        return "sized " + vocabularySize;
    }

    @Override
    public void save(Path folder) {
        throw new IllegalStateException("not asked for in these tests");
    }
}

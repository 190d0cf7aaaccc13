package org.stagelm.tokenizers.subword;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.text.ByteTrie;
import org.stagelm.tokenizers.text.IdBuffer;

/** A token per piece. A piece that is no token becomes the unknown token; where the vocabulary has none, it is an error that names the piece. */
public final class WordLevelModel implements SubwordModel {

    private final ByteTrie vocabulary;
    private final int unknown;

    public WordLevelModel(Model.WordLevel model) {
        Map<String, Integer> ids = model.vocab();
        vocabulary = Vocabulary.trie(ids);
        unknown = ids.getOrDefault(model.unkToken(), ByteTrie.NONE);
    }

    /** @throws UserError where the piece is unknown and nothing stands for unknown pieces */
    @Override
    public void encode(byte[] utf8, int from, int to, IdBuffer ids) {
        int id = vocabulary.get(utf8, from, to);
        if (id == ByteTrie.NONE && unknown == ByteTrie.NONE) {
            String word = new String(utf8, from, to - from, StandardCharsets.UTF_8);
            throw new UserError("The word \"" + word + "\" is not in the vocabulary, which has no"
                    + " token for unknown words either. Leave it out, or use a tokenizer that knows every text, such as byte-bpe.");
        }
        ids.add(id == ByteTrie.NONE ? unknown : id);
    }
}

package org.stagelm.tokenizers.subword;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.text.ByteTrie;
import org.stagelm.tokenizers.text.Utf8;

/** Looking tokens up. */
final class Vocabulary {

    private Vocabulary() {}

    static ByteTrie trie(Map<String, Integer> ids) {
        List<byte[]> keys = new ArrayList<>(ids.size());
        int[] values = new int[ids.size()];
        ids.forEach((token, id) -> {
            values[keys.size()] = id;
            keys.add(Utf8.bytes(token));
        });
        return ByteTrie.of(keys, values);
    }

    static int unknown(Map<String, Integer> ids, String token) {
        Integer id = ids.get(token);
        if (id == null) {
            throw new UserError("The tokenizer's model names \"" + token + "\" as its unk_token, but has no such token in its vocab. Add it there.");
        }
        return id;
    }
}

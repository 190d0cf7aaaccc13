package org.stagelm.tokenizers.subword;

import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.text.ByteTrie;
import org.stagelm.tokenizers.text.IdBuffer;
import org.stagelm.tokenizers.text.Utf8;

/**
 * WordPiece as BERT's (Devlin et al. 2018): the longest token that begins a word, then the longest with the continuing prefix, and so on. A word of
 * which a part has no token, or that is too long, is unknown as a whole.
 */
public final class WordPieceModel implements SubwordModel {

    private final ByteTrie vocabulary;
    private final int continued; // the node behind the continuing prefix, or NONE
    private final int unknown;
    private final int longest;

    /** @throws org.stagelm.api.UserError where the unknown token is not in the vocabulary */
    public WordPieceModel(Model.WordPiece model) {
        byte[] prefix = Utf8.bytes(model.continuingSubwordPrefix());
        vocabulary = Vocabulary.trie(model.vocab());
        continued = vocabulary.descend(ByteTrie.ROOT, prefix, 0, prefix.length);
        unknown = Vocabulary.unknown(model.vocab(), model.unkToken());
        longest = model.maxInputCharsPerWord();
    }

    @Override
    public void encode(byte[] utf8, int from, int to, IdBuffer ids) {
        int before = ids.size();
        int at = Utf8.characters(utf8, from, to) > longest ? ByteTrie.NONE : from;
        while (at != ByteTrie.NONE && at < to) {
            at = longest(at == from ? ByteTrie.ROOT : continued, utf8, at, to, ids);
        }
        if (at == ByteTrie.NONE) {
            ids.truncate(before);
            ids.add(unknown);
        }
    }

    /** Adds the longest token below {@code node} and gives where it ends; {@link ByteTrie#NONE} where there is none. */
    private int longest(int node, byte[] utf8, int from, int to, IdBuffer ids) {
        int id = ByteTrie.NONE;
        int end = ByteTrie.NONE;
        int below = node;
        for (int i = from; i < to && below != ByteTrie.NONE; i++) {
            below = vocabulary.child(below, utf8[i]);
            if (below != ByteTrie.NONE && vocabulary.value(below) != ByteTrie.NONE) {
                id = vocabulary.value(below);
                end = i + 1;
            }
        }
        if (end != ByteTrie.NONE) {
            ids.add(id);
        }
        return end;
    }
}

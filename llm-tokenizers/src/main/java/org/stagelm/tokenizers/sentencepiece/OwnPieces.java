package org.stagelm.tokenizers.sentencepiece;

import java.util.ArrayList;
import java.util.List;
import org.stagelm.tokenizers.text.ByteTrie;
import org.stagelm.tokenizers.text.Utf8;

/** The pieces that a user defined, which nothing changes or cuts. Where several begin at one place the longest counts. */
final class OwnPieces {

    private final ByteTrie trie;
    private final boolean empty;

    OwnPieces(SentencePieceModel model) {
        int[] ids = model.ids(Piece.Type.USER_DEFINED);
        List<byte[]> texts = new ArrayList<>();
        for (int id : ids) {
            texts.add(Utf8.bytes(model.pieces().get(id).text()));
        }
        trie = ByteTrie.of(texts, ids);
        empty = ids.length == 0;
    }

    boolean isEmpty() {
        return empty;
    }

    /** Where the piece that begins at {@code from} ends; {@code from} where none begins. */
    int end(byte[] utf8, int from, int to) {
        int end = from;
        int node = ByteTrie.ROOT;
        for (int i = from; i < to && !empty; i++) {
            node = trie.child(node, utf8[i]);
            if (node == ByteTrie.NONE) {
                break;
            }
            if (trie.value(node) != ByteTrie.NONE) {
                end = i + 1;
            }
        }
        return end;
    }

    /** The id of a piece that {@link #end} found. */
    int id(byte[] utf8, int from, int to) {
        return trie.get(utf8, from, to);
    }
}

package org.stagelm.tokenizers.subword;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.text.ByteTrie;
import org.stagelm.tokenizers.text.IdBuffer;
import org.stagelm.tokenizers.text.Utf8;

/**
 * Byte-pair encoding over characters (Sennrich et al. 2016), with what Hugging Face's and SentencePiece's have besides: characters without a token
 * become bytes or the unknown token, or are left out where there is neither.
 *
 * <p>Where no token holds the word mark {@code ▁} behind another character, nothing merges across the beginning of a word. Then a text that came in
 * one piece is cut there, which changes no id, and words met before come from a cache.
 */
public final class BpeModel implements SubwordModel {

    private static final byte[] NOTHING = {};
    private static final int NO_TOKEN = -1;

    private final ByteTrie vocabulary;
    private final PairTable pairs;
    private final int unknown;
    private final boolean fuseUnknown;
    private final Optional<ByteTokens> byteTokens;
    private final byte[] prefix;
    private final byte[] suffix;
    private final boolean wholePieces;
    private final boolean cutsAtMarks;
    private final WordCache cache = new WordCache();

    /**
     * Of several pairs the one that comes first in the list of merges wins.
     *
     * @throws org.stagelm.api.UserError where the unknown token is not in the vocabulary
     */
    public BpeModel(Model.BPE model) {
        this(model, byPlace(model.merges()));
    }

    private BpeModel(Model.BPE model, PairTable pairs) {
        this.pairs = pairs;
        vocabulary = Vocabulary.trie(model.vocab());
        unknown = model.unkToken().map(token -> Vocabulary.unknown(model.vocab(), token)).orElse(NO_TOKEN);
        fuseUnknown = model.fuseUnk();
        byteTokens = model.byteFallback() ? Optional.of(new ByteTokens(model.vocab())) : Optional.empty();
        prefix = model.continuingSubwordPrefix().map(Utf8::bytes).orElse(NOTHING);
        suffix = model.endOfWordSuffix().map(Utf8::bytes).orElse(NOTHING);
        wholePieces = model.ignoreMerges();
        cutsAtMarks = prefix.length + suffix.length == 0 && model.vocab().containsKey(WordMark.TEXT)
                && model.vocab().keySet().stream().noneMatch(WordMark::isWithin);
    }

    /**
     * As SentencePiece merges: of several pairs the one whose merged token has the highest score wins, of equal scores the leftmost.
     *
     * @param scores of each id
     */
    public static BpeModel byScore(Model.BPE model, float[] scores) {
        PairTable pairs = new PairTable();
        int[] ranks = ScoreRanks.of(scores);
        model.merges().forEach(merge -> pairs.put(merge.left(), merge.right(), ranks[merge.merged()], merge.merged()));
        return new BpeModel(model, pairs);
    }

    private static PairTable byPlace(List<TokenizerJson.Merge> merges) {
        PairTable pairs = new PairTable();
        for (int rank = 0; rank < merges.size(); rank++) {
            pairs.put(merges.get(rank).left(), merges.get(rank).right(), rank, merges.get(rank).merged());
        }
        return pairs;
    }

    @Override
    public void encode(byte[] utf8, int from, int to, IdBuffer ids) {
        int whole = wholePieces ? vocabulary.get(utf8, from, to) : ByteTrie.NONE;
        if (whole != ByteTrie.NONE) {
            ids.add(whole);
            return;
        }
        for (int at = from; at < to;) {
            int end = cutsAtMarks ? WordMark.endOfWord(utf8, at, to) : to;
            word(utf8, at, end, ids);
            at = end;
        }
    }

    private void word(byte[] utf8, int from, int to, IdBuffer ids) {
        if (!WordCache.holds(to - from)) {
            new WordMerge(pairs, symbols(utf8, from, to)).mergeInto(ids);
            return;
        }
        int[] known = cache.get(utf8, from, to);
        if (known == null) {
            int before = ids.size();
            new WordMerge(pairs, symbols(utf8, from, to)).mergeInto(ids);
            cache.put(utf8, from, to, ids.copyOfRange(before, ids.size()));
        } else {
            ids.add(known);
        }
    }

    /** The ids of the characters. Unknown characters are held back until a known one comes, in which Hugging Face's library is followed. */
    private IdBuffer symbols(byte[] utf8, int from, int to) {
        IdBuffer symbols = new IdBuffer(to - from);
        boolean heldBack = false;
        for (int at = from; at < to;) {
            int end = at + Utf8.length(utf8[at]);
            byte[] spelled = spelled(utf8, at, end, at > from, end == to);
            int begin = spelled == utf8 ? at : 0;
            int stop = spelled == utf8 ? end : spelled.length;
            int id = vocabulary.get(spelled, begin, stop);
            if (id != ByteTrie.NONE) {
                if (heldBack) {
                    symbols.add(unknown);
                }
                symbols.add(id);
                heldBack = false;
            } else if (!bytes(spelled, begin, stop, symbols) && unknown != NO_TOKEN) {
                if (heldBack && !fuseUnknown) {
                    symbols.add(unknown);
                }
                heldBack = true;
            }
            at = end;
        }
        if (heldBack) {
            symbols.add(unknown);
        }
        return symbols;
    }

    private boolean bytes(byte[] text, int from, int to, IdBuffer symbols) {
        return byteTokens.isPresent() && byteTokens.get().encode(text, from, to, symbols);
    }

    /** The character with what marks its place in the word; {@code utf8} itself where nothing does. */
    private byte[] spelled(byte[] utf8, int at, int end, boolean continues, boolean ends) {
        byte[] before = continues ? prefix : NOTHING;
        byte[] behind = ends ? suffix : NOTHING;
        if (before.length + behind.length == 0) {
            return utf8;
        }
        String character = new String(utf8, at, end - at, StandardCharsets.UTF_8);
        return Utf8.bytes(new String(before, StandardCharsets.UTF_8) + character + new String(behind, StandardCharsets.UTF_8));
    }
}

package org.stagelm.tokenizers.subword;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.text.ByteTrie;
import org.stagelm.tokenizers.text.IdBuffer;
import org.stagelm.tokenizers.text.Utf8;

/**
 * The cut into tokens whose scores have the highest sum (Kudo 2018, "Subword regularization"), found by one pass over the ends of tokens. A character
 * without a token costs more than any token. Of equal sums the one found first, that of the longest last token, stays, as in Hugging Face's library.
 */
public final class UnigramModel implements SubwordModel {

    /** By how much an unknown character is worse than the worst token: SentencePiece's {@code kUnkPenalty}. */
    private static final double UNKNOWN_PENALTY = 10;
    private static final int UNREACHED = -1;

    private final ByteTrie vocabulary;
    private final double[] scores;
    private final boolean single;
    private final int unknown;
    private final double unknownScore;
    private final Optional<ByteTokens> byteTokens;
    private final WordCache cache = new WordCache();

    private UnigramModel(ByteTrie vocabulary, double[] scores, boolean single, double unknownScore, Model.Unigram model) {
        this.vocabulary = vocabulary;
        this.scores = scores;
        this.single = single;
        this.unknownScore = unknownScore;
        unknown = model.unkId().orElse(ByteTrie.NONE);
        byteTokens = model.byteFallback() ? Optional.of(new ByteTokens(model.vocab())) : Optional.empty();
    }

    /** With sums in double precision, as Hugging Face's library. */
    public UnigramModel(Model.Unigram model) {
        this(Vocabulary.trie(model.vocab()), model.scores().stream().mapToDouble(score -> score).toArray(), false,
                model.scores().stream().min(Double::compare).orElse(0.0) - UNKNOWN_PENALTY, model);
    }

    /**
     * With sums in single precision, as SentencePiece: where two cuts are equally good, rounding decides.
     *
     * @param pieces the ids that text may become, each with its spelling
     * @param scores of each id
     * @param lowest the lowest score of a normal piece
     */
    public static UnigramModel inSinglePrecision(Model.Unigram model, List<byte[]> pieces, int[] ids, double[] scores, float lowest) {
        return new UnigramModel(ByteTrie.of(pieces, ids), scores.clone(), true, lowest - (float) UNKNOWN_PENALTY, model);
    }

    /** @throws UserError where a character is unknown and nothing stands for unknown characters */
    @Override
    public void encode(byte[] utf8, int from, int to, IdBuffer ids) {
        if (!WordCache.holds(to - from)) {
            cut(utf8, from, to, ids);
            return;
        }
        int[] known = cache.get(utf8, from, to);
        if (known == null) {
            int before = ids.size();
            cut(utf8, from, to, ids);
            cache.put(utf8, from, to, ids.copyOfRange(before, ids.size()));
        } else {
            ids.add(known);
        }
    }

    private void cut(byte[] utf8, int from, int to, IdBuffer ids) {
        int length = to - from;
        double[] best = new double[length + 1];
        int[] starts = new int[length + 1];
        int[] tokens = new int[length + 1];
        Arrays.fill(starts, UNREACHED);
        for (int start = 0; start < length;) {
            int character = Utf8.length(utf8[from + start]);
            boolean known = false;
            int node = ByteTrie.ROOT;
            for (int end = start + 1; end <= length; end++) {
                node = vocabulary.child(node, utf8[from + end - 1]);
                if (node == ByteTrie.NONE) {
                    break;
                }
                int id = vocabulary.value(node);
                if (id != ByteTrie.NONE) {
                    known |= end - start == character;
                    reach(best, starts, tokens, start, end, id, scores[id]);
                }
            }
            if (!known) {
                reach(best, starts, tokens, start, start + character, unknown(), unknownScore);
            }
            start += character;
        }
        emit(utf8, from, length, starts, tokens, ids);
    }

    private void reach(double[] best, int[] starts, int[] tokens, int start, int end, int id, double score) {
        double sum = single ? (float) (score + best[start]) : score + best[start];
        if (starts[end] == UNREACHED || sum > best[end]) {
            best[end] = sum;
            starts[end] = start;
            tokens[end] = id;
        }
    }

    private int unknown() {
        if (unknown == ByteTrie.NONE) {
            throw new UserError("The text has a character that the unigram tokenizer does not know, and its file names no unknown token (unk_id).");
        }
        return unknown;
    }

    private void emit(byte[] utf8, int from, int length, int[] starts, int[] tokens, IdBuffer ids) {
        int[] next = new int[length + 1]; // the way back, turned round
        for (int end = length; end > 0; end = starts[end]) {
            next[starts[end]] = end;
        }
        for (int start = 0; start < length;) {
            int end = next[start];
            if (tokens[end] != unknown) {
                ids.add(tokens[end]);
                start = end;
                continue;
            }
            while (end < length && tokens[next[end]] == unknown) {
                end = next[end];
            }
            unknownRun(utf8, from + start, from + end, ids);
            start = end;
        }
    }

    /** Neighbouring unknown characters are one token, or their bytes. */
    private void unknownRun(byte[] utf8, int from, int to, IdBuffer ids) {
        int whole = vocabulary.get(utf8, from, to);
        if (whole != ByteTrie.NONE) {
            ids.add(whole);
        } else if (byteTokens.isEmpty() || !byteTokens.get().encode(utf8, from, to, ids)) {
            ids.add(unknown);
        }
    }
}

package org.stagelm.tokenizers.word;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.Behavior;
import org.stagelm.tokenizers.json.Decoder;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.Pattern;
import org.stagelm.tokenizers.json.PreTokenizer;
import org.stagelm.tokenizers.json.TokenizerJson;

/** Words as a {@code WordLevel} model. Where an unknown word is an error, its token for unknown words is not in its vocabulary. */
public final class WordJson {

    private WordJson() {}

    static TokenizerJson of(List<String> words, SplitPattern pattern, Unknown unknown) {
        Map<String, Integer> vocab = new HashMap<>();
        words.forEach(word -> vocab.put(word, vocab.size()));
        List<AddedToken> specials = unknown == Unknown.TOKEN
                ? List.of(AddedToken.special(vocab.get(TokenizerJson.END_OF_TEXT), TokenizerJson.END_OF_TEXT)) : List.of();
        return new TokenizerJson(Optional.empty(), Optional.of(cut(pattern)), new Model.WordLevel(vocab, WordTokenizer.UNKNOWN), Optional.empty(),
                Optional.of(join()), specials);
    }

    private static PreTokenizer cut(SplitPattern pattern) {
        return new PreTokenizer.Sequence(List.of(
                new PreTokenizer.Split(Pattern.expression("\\s+"), Behavior.REMOVED, false),
                new PreTokenizer.Split(Pattern.expression(pattern.expression()), Behavior.ISOLATED, false)));
    }

    /** A space before each word but punctuation, and none before the first. */
    private static Decoder join() {
        return new Decoder.Sequence(List.of(
                new Decoder.Replace(Pattern.expression("\\A(?![,.?!\"()'])"), " "),
                new Decoder.Fuse(),
                new Decoder.Replace(Pattern.expression("\\A "), "")));
    }

    /** The tokenizer that is read here out of a file; empty where the file is of another kind. */
    public static Optional<WordTokenizer> tokenizer(TokenizerJson json) {
        if (!(json.model() instanceof Model.WordLevel model)) {
            return Optional.empty();
        }
        Unknown unknown = model.vocab().containsKey(model.unkToken()) ? Unknown.TOKEN : Unknown.ERROR;
        List<String> words = new ArrayList<>(json.tokens());
        for (SplitPattern pattern : SplitPattern.values()) {
            boolean ends = unknown == Unknown.ERROR || model.vocab().containsKey(TokenizerJson.END_OF_TEXT);
            if (ends && json.equals(of(words, pattern, unknown))) {
                return Optional.of(new WordTokenizer(words, pattern, unknown));
            }
        }
        return Optional.empty();
    }

    /** @throws UserError where it is of another kind; {@code source} is where it was read from */
    static WordTokenizer tokenizer(TokenizerJson json, String source) {
        return tokenizer(json).orElseThrow(() -> new UserError(
                source + " holds a tokenizer of another type than word; open it with its own type, such as byte-bpe."));
    }
}

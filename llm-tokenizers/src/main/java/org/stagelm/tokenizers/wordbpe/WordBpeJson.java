package org.stagelm.tokenizers.wordbpe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.Behavior;
import org.stagelm.tokenizers.json.Decoder;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.Normalizer;
import org.stagelm.tokenizers.json.Pattern;
import org.stagelm.tokenizers.json.PreTokenizer;
import org.stagelm.tokenizers.json.TokenizerJson;

/**
 * A vocabulary as a {@code BPE} model of characters, before which a text becomes words with one space behind each, the last one too: that space is the
 * end of a word. An unknown character is skipped where the model has no token for it; it is an error where that token is not in its vocabulary.
 */
public final class WordBpeJson {

    private WordBpeJson() {}

    static TokenizerJson of(Vocabulary vocabulary) {
        Map<String, Integer> vocab = new HashMap<>();
        vocabulary.tokens().forEach(token -> vocab.put(token, vocab.size()));
        List<AddedToken> specials = vocabulary.tokens().subList(0, vocabulary.specials()).stream()
                .map(token -> AddedToken.special(vocab.get(token), token)).toList();
        Optional<String> unknown = vocabulary.unknown() == Unknown.SKIP ? Optional.empty() : Optional.of(Vocabulary.UNKNOWN);
        Model model = new Model.BPE(vocab, vocabulary.merges(), unknown, Optional.empty(), Optional.empty(), false, false, false);
        return new TokenizerJson(Optional.of(spaces()), Optional.of(new PreTokenizer.Split(Pattern.literal(Vocabulary.END),
                Behavior.MERGED_WITH_PREVIOUS, false)), model, Optional.empty(), Optional.of(join()), specials);
    }

    private static Normalizer spaces() {
        return new Normalizer.Sequence(List.of(
                new Normalizer.Replace(Pattern.expression("\\s+"), Vocabulary.END),
                new Normalizer.Strip(true, true),
                new Normalizer.Replace(Pattern.expression("(?<=[^ ])\\z"), Vocabulary.END)));
    }

    private static Decoder join() {
        return new Decoder.Sequence(List.of(new Decoder.Fuse(), new Decoder.Replace(Pattern.expression(" \\z"), "")));
    }

    /** The tokenizer that is read here out of a file; empty where the file is of another kind. */
    public static Optional<Tokenizer> tokenizer(TokenizerJson json) {
        return vocabulary(json).map(WordBpeTokenizer::new);
    }

    private static Optional<Vocabulary> vocabulary(TokenizerJson json) {
        if (!(json.model() instanceof Model.BPE model)) {
            return Optional.empty();
        }
        Unknown unknown = model.unkToken().isEmpty() ? Unknown.SKIP
                : model.vocab().containsKey(model.unkToken().get()) ? Unknown.TOKEN : Unknown.ERROR;
        Vocabulary vocabulary = new Vocabulary(new ArrayList<>(json.tokens()), json.addedTokens().size(), model.merges(), unknown);
        return Optional.of(vocabulary).filter(known -> json.equals(of(known)));
    }

    /** @throws UserError where it is of another kind; {@code source} is where it was read from */
    static Tokenizer tokenizer(TokenizerJson json, String source) {
        return tokenizer(json).orElseThrow(() -> new UserError(
                source + " holds a tokenizer of another type than bpe; open it with its own type, such as byte-bpe."));
    }
}

package org.stagelm.tokenizers.bytebpe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.Behavior;
import org.stagelm.tokenizers.json.Decoder;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.Pattern;
import org.stagelm.tokenizers.json.PreTokenizer;
import org.stagelm.tokenizers.json.TokenizerJson;

/**
 * What a {@code tokenizer.json} of byte-level BPE says: a {@code ByteLevel} pre-tokeniser, alone or after a {@code Split}, BPE without further
 * settings, and a {@code ByteLevel} decoder.
 *
 * @param tokens the spelling of each id, special tokens included
 * @param merges by rank, best first
 * @param specials tokens that stand for no text
 * @param pattern the expression that cuts a text; empty for GPT-2's
 * @param ignoreMerges whether a piece that is a token as a whole becomes it, whatever its merges would give
 */
public record ByteLevelJson(List<String> tokens, List<TokenizerJson.Merge> merges, List<AddedToken> specials, Optional<String> pattern,
        boolean ignoreMerges) {

    public ByteLevelJson {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
        specials = List.copyOf(specials);
    }

    /** What is read here out of a file; its normaliser, its post-processor, and which of its added tokens are special are not looked at. */
    public static Optional<ByteLevelJson> of(TokenizerJson json) {
        boolean decodes = json.decoder().filter(Decoder.ByteLevel.class::isInstance).isPresent();
        boolean plain = json.model() instanceof Model.BPE bpe && !bpe.byteFallback() && bpe.unkToken().isEmpty()
                && bpe.continuingSubwordPrefix().isEmpty() && bpe.endOfWordSuffix().isEmpty();
        if (!decodes || !plain) {
            return Optional.empty();
        }
        Model.BPE bpe = (Model.BPE) json.model();
        return json.preTokenizer().flatMap(ByteLevelJson::expression).map(expression -> new ByteLevelJson(json.tokens(), bpe.merges(),
                json.addedTokens(), Optional.of(expression).filter(pattern -> !pattern.equals(PreTokenization.GPT2)), bpe.ignoreMerges()));
    }

    private static Optional<String> expression(PreTokenizer preTokenizer) {
        if (preTokenizer instanceof PreTokenizer.ByteLevel bytes && !bytes.addPrefixSpace() && bytes.useRegex()) {
            return Optional.of(PreTokenization.GPT2);
        }
        boolean splits = preTokenizer instanceof PreTokenizer.Sequence sequence && sequence.pretokenizers().size() == 2
                && sequence.pretokenizers().get(0) instanceof PreTokenizer.Split split && split.pattern().regex()
                && split.behavior() == Behavior.ISOLATED && !split.invert()
                && sequence.pretokenizers().get(1) instanceof PreTokenizer.ByteLevel bytes && !bytes.addPrefixSpace() && !bytes.useRegex();
        return splits ? Optional.of(((PreTokenizer.Split) ((PreTokenizer.Sequence) preTokenizer).pretokenizers().get(0)).pattern().text())
                : Optional.empty();
    }

    /** The same as a file. */
    public TokenizerJson json() {
        Map<String, Integer> vocab = IntStream.range(0, tokens.size()).boxed().collect(Collectors.toMap(tokens::get, id -> id));
        PreTokenizer cut = pattern.<PreTokenizer>map(expression -> new PreTokenizer.Sequence(List.of(
                new PreTokenizer.Split(Pattern.expression(expression), Behavior.ISOLATED, false),
                new PreTokenizer.ByteLevel(false, true, false)))).orElseGet(() -> new PreTokenizer.ByteLevel(false, true, true));
        return new TokenizerJson(Optional.empty(), Optional.of(cut), Model.BPE.of(vocab, merges, ignoreMerges), Optional.empty(),
                Optional.of(new Decoder.ByteLevel(false, true, true)), specials);
    }
}

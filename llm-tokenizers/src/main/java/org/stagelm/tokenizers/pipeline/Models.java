package org.stagelm.tokenizers.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.subword.BpeModel;
import org.stagelm.tokenizers.subword.SubwordModel;
import org.stagelm.tokenizers.subword.UnigramModel;
import org.stagelm.tokenizers.subword.WordLevelModel;
import org.stagelm.tokenizers.subword.WordPieceModel;

/** Models as running code, without the special tokens: what a text spells never becomes one of them. */
final class Models {

    private Models() {}

    /** @throws org.stagelm.api.UserError where the unknown token is not in the vocabulary */
    static SubwordModel of(TokenizerJson json) {
        Set<Integer> specials = json.specials().stream().map(AddedToken::id).collect(Collectors.toSet());
        Model model = json.model();
        if (model instanceof Model.BPE bpe) {
            List<TokenizerJson.Merge> merges = bpe.merges().stream().filter(merge -> !specials.contains(merge.merged())).toList();
            return new BpeModel(new Model.BPE(plain(model, specials, bpe.unkToken()), merges, bpe.unkToken(), bpe.continuingSubwordPrefix(),
                    bpe.endOfWordSuffix(), bpe.fuseUnk(), bpe.byteFallback(), bpe.ignoreMerges()));
        }
        if (model instanceof Model.Unigram unigram) {
            return new UnigramModel(new Model.Unigram(plain(model, specials, Optional.empty()), unigram.scores(), unigram.unkId(),
                    unigram.byteFallback()));
        }
        if (model instanceof Model.WordPiece words) {
            return new WordPieceModel(new Model.WordPiece(plain(model, specials, Optional.of(words.unkToken())), words.unkToken(),
                    words.continuingSubwordPrefix(), words.maxInputCharsPerWord()));
        }
        String unknown = ((Model.WordLevel) model).unkToken();
        return new WordLevelModel(new Model.WordLevel(plain(model, specials, Optional.of(unknown)), unknown));
    }

    /** @param unknown stays, as the model looks it up by its spelling */
    private static Map<String, Integer> plain(Model model, Set<Integer> specials, Optional<String> unknown) {
        return model.vocab().entrySet().stream().filter(token -> !specials.contains(token.getValue()) || unknown.equals(Optional.of(token.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

package org.stagelm.tokenizers.bytebpe;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.TokenizerJson;

/** Turns tiktoken's ranks into a tokenizer that Hugging Face's library knows: tokens, merges, special tokens and a pattern. */
final class RanksFile {

    private final String source;
    private final String pattern;
    private final Map<String, Integer> specials;

    /**
     * @param source what is read, for messages
     * @param pattern as {@link PreTokenization#of} takes it
     * @param specials spelling to id; ids between the ranks and these that nobody has become special tokens without a use
     */
    RanksFile(String source, String pattern, Map<String, Integer> specials) {
        this.source = source;
        this.pattern = pattern;
        this.specials = specials;
    }

    /** @throws UserError where the ranks are broken, naming the line, or a special token has the id of another token */
    ByteBpeTokenizer read(InputStream in) throws IOException {
        List<byte[]> bytes = new RanksReader(source, specials).read(in);
        List<TokenizerJson.Merge> merges = merges(bytes);
        List<String> tokens = new ArrayList<>();
        bytes.forEach(token -> tokens.add(ByteLevelAlphabet.spelling(token)));
        List<AddedToken> special = new ArrayList<>();
        new TreeMap<>(byId()).forEach((id, spelling) -> {
            while (tokens.size() < id) {
                String unused = "<|unused_" + tokens.size() + "|>";
                special.add(AddedToken.special(tokens.size(), unused));
                tokens.add(unused);
            }
            special.add(AddedToken.special(id, spelling));
            if (tokens.size() == id) {
                tokens.add(spelling);
            } else {
                tokens.set(id, spelling);
            }
        });
        ByteLevelJson json = new ByteLevelJson(tokens, merges, special, Optional.empty(), true);
        return ByteBpeTokenizer.of(PreTokenization.of(pattern).in(json), source);
    }

    private Map<Integer, String> byId() {
        Map<Integer, String> byId = new TreeMap<>();
        specials.forEach((spelling, id) -> {
            String other = byId.put(id, spelling);
            if (other != null) {
                throw new UserError(source + ": the special tokens \"" + other + "\" and \"" + spelling + "\" have one id, " + id + ".");
            }
        });
        return byId;
    }

    private static List<TokenizerJson.Merge> merges(List<byte[]> bytes) {
        Merges merges = RankMerges.of(new TokenBytes(bytes));
        List<TokenizerJson.Merge> list = new ArrayList<>(merges.size());
        for (int rank = 0; rank < merges.size(); rank++) {
            list.add(new TokenizerJson.Merge(merges.left(rank), merges.right(rank), merges.merged(rank)));
        }
        return list;
    }
}

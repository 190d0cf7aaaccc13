package org.stagelm.tokenizers.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.Behavior;
import org.stagelm.tokenizers.json.Decoder;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.Normalizer;
import org.stagelm.tokenizers.json.Pattern;
import org.stagelm.tokenizers.json.PostProcessor;
import org.stagelm.tokenizers.json.PreTokenizer;
import org.stagelm.tokenizers.json.PrependScheme;
import org.stagelm.tokenizers.json.TokenizerJson;

/** Files shaped as those of well-known models, with small vocabularies. */
final class Shapes {

    static final String MARK = "\u2581";

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,!?'-_:;()[]<>/\"é日本ж";
    private static final List<String> WORDS = List.of("th", "the", "in", "an", "er", "re", "on", "at", "en", "nd", "st", "est", "ing", "ll", "don");

    private Shapes() {}

    /** Prepend and Replace instead of a pre-tokeniser, and byte fallback. */
    static TokenizerJson llama2() {
        return new TokenizerJson(
                Optional.of(new Normalizer.Sequence(List.of(new Normalizer.Prepend(MARK), new Normalizer.Replace(Pattern.literal(" "), MARK)))),
                Optional.empty(), characterPairs(true), Optional.of(beginning("<s>", 1)),
                Optional.of(new Decoder.Sequence(List.of(new Decoder.Replace(Pattern.literal(MARK), " "), new Decoder.ByteFallback(),
                        new Decoder.Fuse(), new Decoder.Strip(" ", 1, 0)))), threeSpecials());
    }

    /** Llama 2's newer form. */
    static TokenizerJson llama2(PrependScheme scheme, boolean split) {
        TokenizerJson old = llama2();
        List<AddedToken> added = new ArrayList<>(threeSpecials());
        added.add(new AddedToken(old.tokens().size(), "<tool>", false, false, false, false, false));
        added.add(new AddedToken(old.tokens().size() + 1, "<eot>", false, false, true, false, true));
        return new TokenizerJson(Optional.empty(), Optional.of(new PreTokenizer.Metaspace(MARK, scheme, split)), old.model(), old.postProcessor(),
                old.decoder(), added);
    }

    static TokenizerJson gemma() {
        TokenizerJson llama = llama2();
        return new TokenizerJson(Optional.of(new Normalizer.Replace(Pattern.literal(" "), MARK)),
                Optional.of(new PreTokenizer.Split(Pattern.literal(" "), Behavior.MERGED_WITH_PREVIOUS, false)), llama.model(), llama.postProcessor(),
                Optional.of(new Decoder.Sequence(List.of(new Decoder.Replace(Pattern.literal(MARK), " "), new Decoder.ByteFallback(),
                        new Decoder.Fuse()))), llama.addedTokens());
    }

    static TokenizerJson bert(boolean uncased, boolean cleanup) {
        Set<String> tokens = new LinkedHashSet<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (String letter : LETTERS.split("")) {
            tokens.add(letter);
            tokens.add("##" + letter);
        }
        WORDS.forEach(tokens::add);
        WORDS.forEach(word -> tokens.add("##" + word));
        List<AddedToken> specials = new ArrayList<>();
        for (String special : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]")) {
            specials.add(AddedToken.special(specials.size(), special));
        }
        specials.add(new AddedToken(4, "[MASK]", false, true, false, false, true));
        PostProcessor around = new PostProcessor.TemplateProcessing(
                List.of(special("[CLS]"), text(), special("[SEP]")), List.of(special("[CLS]"), text(), special("[SEP]"), second(), special("[SEP]")),
                Map.of("[CLS]", new PostProcessor.Special("[CLS]", List.of(2), List.of("[CLS]")),
                        "[SEP]", new PostProcessor.Special("[SEP]", List.of(3), List.of("[SEP]"))));
        return new TokenizerJson(Optional.of(new Normalizer.BertNormalizer(true, true, Optional.empty(), uncased)),
                Optional.of(new PreTokenizer.BertPreTokenizer()), new Model.WordPiece(ids(tokens), "[UNK]", "##", 100), Optional.of(around),
                Optional.of(new Decoder.WordPiece("##", cleanup)), specials);
    }

    /** Unigram, as T5's and ALBERT's. */
    static TokenizerJson unigram(Optional<Normalizer> normalizer, PrependScheme scheme) {
        Set<String> tokens = new LinkedHashSet<>(List.of("<pad>", "</s>", "<unk>", MARK));
        tokens.addAll(List.of(LETTERS.split("")));
        WORDS.forEach(tokens::add);
        WORDS.forEach(word -> tokens.add(MARK + word));
        List<Double> scores = new ArrayList<>();
        tokens.forEach(token -> scores.add(token.startsWith("<") ? 0 : -12.0 + 2 * token.length() + scores.size() / 1000.0));
        List<AddedToken> added = new ArrayList<>();
        for (String special : List.of("<pad>", "</s>", "<unk>")) {
            added.add(AddedToken.special(added.size(), special));
        }
        added.add(new AddedToken(tokens.size(), "Word", true, false, false, true, false));
        PostProcessor ending = new PostProcessor.TemplateProcessing(List.of(text(), special("</s>")), List.of(text(), second()),
                Map.of("</s>", new PostProcessor.Special("</s>", List.of(1), List.of("</s>"))));
        return new TokenizerJson(normalizer, Optional.of(new PreTokenizer.Sequence(List.of(new PreTokenizer.WhitespaceSplit(),
                new PreTokenizer.Metaspace(MARK, scheme, true)))), new Model.Unigram(ids(tokens), scores, OptionalInt.of(2), false),
                Optional.of(ending), Optional.of(new Decoder.Metaspace(MARK, scheme, true)), added);
    }

    /** The same file but for its normaliser. */
    static TokenizerJson with(TokenizerJson json, Normalizer normalizer) {
        return new TokenizerJson(Optional.of(normalizer), json.preTokenizer(), json.model(), json.postProcessor(), json.decoder(),
                json.addedTokens());
    }

    static TokenizerJson with(TokenizerJson json, PreTokenizer preTokenizer) {
        return new TokenizerJson(json.normalizer(), Optional.of(preTokenizer), json.model(), json.postProcessor(), json.decoder(),
                json.addedTokens());
    }

    static TokenizerJson with(TokenizerJson json, PostProcessor postProcessor) {
        return new TokenizerJson(json.normalizer(), json.preTokenizer(), json.model(), Optional.of(postProcessor), json.decoder(),
                json.addedTokens());
    }

    static TokenizerJson with(TokenizerJson json, Optional<Decoder> decoder) {
        return new TokenizerJson(json.normalizer(), json.preTokenizer(), json.model(), json.postProcessor(), decoder, json.addedTokens());
    }

    static TokenizerJson with(TokenizerJson json, List<AddedToken> addedTokens) {
        return new TokenizerJson(json.normalizer(), json.preTokenizer(), json.model(), json.postProcessor(), json.decoder(), addedTokens);
    }

    static PostProcessor beginning(String token, int id) {
        return new PostProcessor.TemplateProcessing(List.of(special(token), text()), List.of(special(token), text(), special(token), second()),
                Map.of(token, new PostProcessor.Special(token, List.of(id), List.of(token))));
    }

    /** Byte-pair encoding over characters, with the pairs that make {@link #WORDS}. */
    static Model.BPE characterPairs(boolean byteFallback) {
        Set<String> tokens = new LinkedHashSet<>(List.of("<unk>", "<s>", "</s>"));
        for (int b = 0; byteFallback && b < 256; b++) {
            tokens.add(String.format("<0x%02X>", b));
        }
        tokens.add(MARK);
        tokens.addAll(List.of(LETTERS.split("")));
        List<List<String>> pairs = new ArrayList<>();
        for (String word : WORDS) {
            for (int end = 2; end <= word.length(); end++) {
                pair(word.substring(0, end - 1), word.substring(end - 1, end), tokens, pairs);
            }
            pair(MARK, word, tokens, pairs);
        }
        pair(MARK, MARK, tokens, pairs);
        Map<String, Integer> ids = ids(tokens);
        List<TokenizerJson.Merge> merges = pairs.stream()
                .map(pair -> new TokenizerJson.Merge(ids.get(pair.get(0)), ids.get(pair.get(1)), ids.get(pair.get(0) + pair.get(1)))).toList();
        return new Model.BPE(ids, merges, Optional.of("<unk>"), Optional.empty(), Optional.empty(), true, byteFallback, false);
    }

    private static void pair(String left, String right, Set<String> tokens, List<List<String>> pairs) {
        if (tokens.add(left + right)) {
            pairs.add(List.of(left, right));
        }
    }

    private static List<AddedToken> threeSpecials() {
        return List.of(AddedToken.special(0, "<unk>"), AddedToken.special(1, "<s>"), AddedToken.special(2, "</s>"));
    }

    private static Map<String, Integer> ids(Set<String> tokens) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        tokens.forEach(token -> ids.put(token, ids.size()));
        return ids;
    }

    private static Map<PostProcessor.Kind, PostProcessor.Place> special(String token) {
        return Map.of(PostProcessor.Kind.SPECIAL_TOKEN, new PostProcessor.Place(token, 0));
    }

    private static Map<PostProcessor.Kind, PostProcessor.Place> text() {
        return Map.of(PostProcessor.Kind.SEQUENCE, new PostProcessor.Place("A", 0));
    }

    private static Map<PostProcessor.Kind, PostProcessor.Place> second() {
        return Map.of(PostProcessor.Kind.SEQUENCE, new PostProcessor.Place("B", 1));
    }
}

package org.stagelm.tokenizers.sentencepiece;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.Decoder;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.Normalizer;
import org.stagelm.tokenizers.json.Pattern;
import org.stagelm.tokenizers.json.PostProcessor;
import org.stagelm.tokenizers.json.PreTokenizer;
import org.stagelm.tokenizers.json.PrependScheme;
import org.stagelm.tokenizers.json.TokenizerConfig;
import org.stagelm.tokenizers.json.TokenizerJson;

/**
 * A SentencePiece model as {@code tokenizer.json}, in the form that {@code transformers} converts it to. Other programs give its ids for ordinary
 * text; where scores are equal they may differ.
 */
final class SentencePieceJson {

    private static final String MARK = TextNormalizer.MARK;

    private final SentencePieceModel model;
    private final Map<String, Integer> vocabulary;

    SentencePieceJson(SentencePieceModel model) {
        this.model = model;
        this.vocabulary = model.vocabulary();
    }

    TokenizerJson json() {
        boolean unigram = model.trainer().modelType() == TrainerSpec.ModelType.UNIGRAM;
        return new TokenizerJson(normalizer(!unigram), unigram ? Optional.of(metaspace()) : Optional.empty(), unigram ? unigram() : bpe(),
                postProcessor(), Optional.of(unigram ? unigramDecoder() : bpeDecoder()), addedTokens());
    }

    TokenizerConfig config() {
        return new TokenizerConfig(spelling(model.beginOfText()), spelling(model.endOfText()), Optional.empty());
    }

    private Optional<String> spelling(OptionalInt id) {
        return id.isPresent() ? Optional.of(model.pieces().get(id.getAsInt()).text()) : Optional.empty();
    }

    private Optional<Normalizer> normalizer(boolean marks) {
        NormalizerSpec spec = model.normalizer();
        List<Normalizer> steps = new ArrayList<>();
        if (spec.precompiledCharsmap().length > 0) {
            steps.add(new Normalizer.Precompiled(Base64.getEncoder().encodeToString(spec.precompiledCharsmap())));
        }
        if (spec.removeExtraWhitespaces()) {
            steps.add(new Normalizer.Replace(Pattern.expression("\\A +| +\\z"), ""));
            steps.add(new Normalizer.Replace(Pattern.expression(" {2,}"), " "));
        }
        if (marks && spec.addDummyPrefix()) {
            steps.add(new Normalizer.Prepend(spec.escapeWhitespaces() ? MARK : " "));
        }
        if (marks && spec.escapeWhitespaces()) {
            steps.add(new Normalizer.Replace(Pattern.literal(" "), MARK));
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new Normalizer.Sequence(steps));
    }

    /** Cuts at marks only where no piece goes across one. */
    private PreTokenizer metaspace() {
        boolean split = vocabulary.keySet().stream().noneMatch(text -> text.lastIndexOf(MARK) > 0);
        return new PreTokenizer.Metaspace(MARK, scheme(), split);
    }

    private PrependScheme scheme() {
        return model.normalizer().addDummyPrefix() ? PrependScheme.ALWAYS : PrependScheme.NEVER;
    }

    private Model.Unigram unigram() {
        List<Double> scores = model.pieces().stream().map(piece -> (double) piece.score()).toList();
        return new Model.Unigram(vocabulary, scores, OptionalInt.of(model.unknown()), model.trainer().byteFallback());
    }

    private Model.BPE bpe() {
        boolean merges = model.trainer().modelType() == TrainerSpec.ModelType.BPE;
        return new Model.BPE(vocabulary, merges ? merges() : List.of(), Optional.of(model.pieces().get(model.unknown()).text()), Optional.empty(),
                Optional.empty(), true, model.trainer().byteFallback(), false);
    }

    /** Each two pieces that make a third: the higher its score the earlier, of equal scores with the longer left and right piece first. */
    private List<TokenizerJson.Merge> merges() {
        List<TokenizerJson.Merge> merges = new ArrayList<>();
        for (int id : model.ids(Piece.Type.NORMAL)) {
            String text = model.pieces().get(id).text();
            for (int cut = text.offsetByCodePoints(0, 1); cut < text.length(); cut = text.offsetByCodePoints(cut, 1)) {
                OptionalInt left = merging(text.substring(0, cut));
                OptionalInt right = merging(text.substring(cut));
                if (left.isPresent() && right.isPresent()) {
                    merges.add(new TokenizerJson.Merge(left.getAsInt(), right.getAsInt(), id));
                }
            }
        }
        merges.sort(Comparator.<TokenizerJson.Merge>comparingDouble(merge -> -model.pieces().get(merge.merged()).score())
                .thenComparing(merge -> -length(merge.left())).thenComparing(merge -> -length(merge.right())));
        return merges;
    }

    private OptionalInt merging(String text) {
        Integer id = vocabulary.get(text);
        return id != null && model.pieces().get(id).type() == Piece.Type.NORMAL ? OptionalInt.of(id) : OptionalInt.empty();
    }

    private int length(int id) {
        String text = model.pieces().get(id).text();
        return text.codePointCount(0, text.length());
    }

    private Decoder bpeDecoder() {
        List<Decoder> steps = new ArrayList<>(List.of(new Decoder.Replace(Pattern.literal(MARK), " "), new Decoder.ByteFallback(),
                new Decoder.Fuse()));
        if (model.normalizer().addDummyPrefix()) {
            steps.add(new Decoder.Strip(" ", 1, 0));
        }
        return new Decoder.Sequence(steps);
    }

    private Decoder unigramDecoder() {
        Decoder metaspace = new Decoder.Metaspace(MARK, scheme(), true);
        return model.trainer().byteFallback() ? new Decoder.Sequence(List.of(new Decoder.ByteFallback(), metaspace)) : metaspace;
    }

    /** The token that begins a text, where there is one. */
    private Optional<PostProcessor> postProcessor() {
        return spelling(model.beginOfText()).map(begin -> {
            Map<PostProcessor.Kind, PostProcessor.Place> special = Map.of(PostProcessor.Kind.SPECIAL_TOKEN, new PostProcessor.Place(begin, 0));
            Map<PostProcessor.Kind, PostProcessor.Place> first = Map.of(PostProcessor.Kind.SEQUENCE, new PostProcessor.Place("A", 0));
            Map<PostProcessor.Kind, PostProcessor.Place> second = Map.of(PostProcessor.Kind.SEQUENCE, new PostProcessor.Place("B", 1));
            return new PostProcessor.TemplateProcessing(List.of(special, first), List.of(special, first, second),
                    Map.of(begin, new PostProcessor.Special(begin, List.of(model.beginOfText().getAsInt()), List.of(begin))));
        });
    }

    private List<AddedToken> addedTokens() {
        List<AddedToken> tokens = new ArrayList<>();
        Arrays.stream(model.ids(Piece.Type.UNKNOWN)).forEach(id -> tokens.add(AddedToken.special(id, model.pieces().get(id).text())));
        Arrays.stream(model.ids(Piece.Type.CONTROL)).forEach(id -> tokens.add(AddedToken.special(id, model.pieces().get(id).text())));
        Arrays.stream(model.ids(Piece.Type.USER_DEFINED)).forEach(
                id -> tokens.add(new AddedToken(id, model.pieces().get(id).text(), false, false, false, false, false)));
        tokens.sort(Comparator.comparingInt(AddedToken::id));
        return tokens;
    }
}

package org.stagelm.tokenizers.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.HuggingFaceComponent;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.Trained;
import org.stagelm.tokenizers.json.AddedToken;
import org.stagelm.tokenizers.json.Decoder;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.Normalizer;
import org.stagelm.tokenizers.json.PostProcessor;
import org.stagelm.tokenizers.json.PreTokenizer;
import org.stagelm.tokenizers.json.PrependScheme;
import org.stagelm.tokenizers.json.TokenizerConfig;
import org.stagelm.tokenizers.json.TokenizerJson;

class PipelineTokenizerTest {

    private static final TokenizerConfig CONFIG = new TokenizerConfig(Optional.of("<s>"), Optional.of("</s>"), Optional.of("{{ messages }}"));

    @TempDir
    private Path folder;

    @Test
    void whatATextSpellsIsNoSpecialTokenUnlessAllowed() {
        TokenizerJson words = new TokenizerJson(Optional.empty(), Optional.of(new PreTokenizer.WhitespaceSplit()),
                new Model.WordLevel(Map.of("<unk>", 0, "</s>", 1, "a", 2), "<unk>"), Optional.empty(), Optional.empty(),
                List.of(AddedToken.special(0, "<unk>"), AddedToken.special(1, "</s>")));
        for (TokenizerJson json : List.of(Shapes.llama2(), Shapes.unigram(Optional.empty(), PrependScheme.ALWAYS), words)) {
            Tokenizer tokenizer = open(json);
            int end = tokenizer.specialTokens().get("</s>");
            assertThat(tokenizer.encode("a </s>")).doesNotContain(end);
            assertThat(tokenizer.encodePrompt("</s> a").length).isEqualTo(tokenizer.encodePrompt("").length + tokenizer.encode("</s> a").length);
            assertThat(tokenizer.encode("</s>", Set.of("</s>"))).containsExactly(end);
            assertThat(tokenizer.encode("a </s> a", Set.of("<unk>"))).doesNotContain(end);
            assertThatThrownBy(() -> tokenizer.encode("a", Set.of("<end>"))).isInstanceOf(UserError.class).hasMessageContaining("<end>")
                    .hasMessageContaining("<unk>");
        }
    }

    @Test
    void anAddedTokenThatStandsForTextIsAlwaysFound() {
        TokenizerJson json = Shapes.llama2(PrependScheme.FIRST, false);
        Tokenizer tokenizer = open(json);
        int tool = json.tokens().indexOf("<tool>");
        assertThat(tokenizer.encode("the<tool>the")).contains(tool);
        assertThat(tokenizer.decode(tokenizer.encode("the<tool>the"))).isEqualTo("the<tool>the");
        assertThat(tokenizer.specialTokens()).doesNotContainKey("<tool>");
    }

    @Test
    void whatIsBesideTheFileSaysHowTextsBeginAndEnd() throws Exception {
        Shapes.llama2().write(folder, CONFIG);
        Tokenizer tokenizer = new HuggingFaceComponent().create(new HuggingFaceComponent.Settings(folder.toString()), new PlainContext())
                .train(Stream.of(), Progress.none());
        assertThat(tokenizer.beginOfText()).hasValue(1);
        assertThat(tokenizer.endOfText()).hasValue(2);
        assertThat(tokenizer.chatTemplate()).contains("{{ messages }}");
        assertThat(tokenizer.encodePrompt("the")).startsWith(1).hasSize(1 + tokenizer.encode("the").length);

        Path saved = Files.createDirectory(folder.resolve("saved"));
        tokenizer.save(saved);
        assertThat(TokenizerConfig.read(saved)).isEqualTo(CONFIG);
    }

    @Test
    void aStreamGivesTextAsSoonAsItIsCertain() {
        TokenizerJson json = Shapes.llama2();
        Tokenizer.TextStream stream = open(json).stream();
        List<String> parts = new ArrayList<>();
        for (String token : List.of("\u2581the", "\u2581", "<0xF0>", "<0x9F>", "<0x98>", "<0x80>", "in", "<0xFF>")) {
            parts.add(stream.next(json.tokens().indexOf(token)));
        }
        parts.add(stream.end());
        assertThat(parts).containsExactly("the", " ", "", "", "", "", "😀in", "", "\uFFFD");
        assertThat(stream.next(json.tokens().indexOf("\u2581the"))).as("another text begins").isEqualTo("the");
    }

    @Test
    void stripTakesItsCharacterOffBothEnds() {
        Decoder strip = new Decoder.Strip("e", 1, 2);
        assertThat(decoded(strip, "eeaebeeee", "e", "b", "")).isEqualTo("eaebeeb");
        assertThat(decoded(new Decoder.Sequence(List.of(new Decoder.Fuse(), strip)), "e", "eae", "e", "e")).isEqualTo("eae");
    }

    @Test
    void losslessIsSaidWhereItIsCertain() throws Exception {
        Trained.byteBpe(300, "the text").save(folder);
        TokenizerJson bytes = TokenizerJson.read(folder.resolve(TokenizerJson.FILE));
        int id = bytes.tokens().size();
        assertThat(open(bytes).lossless()).isTrue();
        assertThat(open(bytes).normalize("e\u0301 \uD800")).isEqualTo("e\u0301 \uFFFD");
        assertThat(open(Shapes.with(bytes, new Normalizer.NFC())).lossless()).isFalse();
        assertThat(open(Shapes.with(bytes, new Normalizer.NFC())).normalize("e\u0301")).isEqualTo("\u00e9");
        List<AddedToken> added = Stream.concat(bytes.addedTokens().stream(),
                Stream.of(new AddedToken(id, "<tool>", false, true, false, false, false))).toList();
        assertThat(open(Shapes.with(bytes, added)).lossless()).as("space before the token goes").isFalse();
        assertThat(open(Shapes.llama2()).lossless()).isFalse();
    }

    @Test
    void aTemplateNamesTheTextOnceAndTokensThatThereAre() {
        PostProcessor template = Shapes.beginning("<s>", 1);
        List<Map<PostProcessor.Kind, PostProcessor.Place>> single = ((PostProcessor.TemplateProcessing) template).single();
        PostProcessor twice = new PostProcessor.TemplateProcessing(Stream.concat(single.stream(), single.stream()).toList(), List.of(),
                ((PostProcessor.TemplateProcessing) template).specialTokens());
        assertThatThrownBy(() -> open(Shapes.with(Shapes.llama2(), twice))).isInstanceOf(UserError.class).hasMessageContaining("2 times");
        PostProcessor nameless = new PostProcessor.TemplateProcessing(single, List.of(), Map.of());
        assertThatThrownBy(() -> open(Shapes.with(Shapes.llama2(), nameless))).isInstanceOf(UserError.class).hasMessageContaining("\"<s>\"");
    }

    @Test
    void aBrokenTableOfCharactersIsAUserError() {
        for (String table : List.of("", "?", "AAA=", "/////w==", "BQAAAAAAAAAA")) {
            assertThatThrownBy(() -> open(Shapes.with(Shapes.llama2(), new Normalizer.Precompiled(table)))).as(table)
                    .isInstanceOf(UserError.class).hasMessageContaining("precompiled_charsmap");
        }
    }

    @Test
    void anIdThatIsNotThereIsAUserError() {
        Tokenizer tokenizer = open(Shapes.llama2());
        for (int id : new int[] {-1, tokenizer.vocabularySize()}) {
            assertThatThrownBy(() -> tokenizer.decode(id)).isInstanceOf(UserError.class).hasMessageContaining("The id " + id);
        }
    }

    private static Tokenizer open(TokenizerJson json) {
        return PipelineTokenizer.of(json, CONFIG, "a test");
    }

    private static String decoded(Decoder decoder, String... tokens) {
        StringBuilder text = new StringBuilder();
        TokenSink chain = Decoding.chain(Optional.of(decoder), new TextSink(text));
        List.of(tokens).forEach(chain::token);
        chain.endOfText();
        return text.toString();
    }
}

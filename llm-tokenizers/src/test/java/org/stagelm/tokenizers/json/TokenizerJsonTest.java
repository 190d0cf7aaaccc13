package org.stagelm.tokenizers.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.TokenizerFiles;
import org.stagelm.tokenizers.Trained;

class TokenizerJsonTest {

    private static final String GOOD = """
            {"added_tokens": [{"id": 3, "content": "<|endoftext|>", "special": true}], "normalizer": null,
             "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true}, "post_processor": null,
             "decoder": {"type": "ByteLevel"},
             "model": {"type": "BPE", "unk_token": null, "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"]}}
            """;

    @TempDir
    private Path folder;

    @Test
    void readsWhatItSays() throws Exception {
        TokenizerJson json = TokenizerJson.read(write(GOOD));

        assertThat(json.normalizer()).isEmpty();
        assertThat(json.preTokenizer()).contains(new PreTokenizer.ByteLevel(false, true, true));
        assertThat(json.decoder()).contains(new Decoder.ByteLevel(true, true, true));
        assertThat(json.tokens()).isEqualTo(List.of("a", "b", "ab", "<|endoftext|>"));
        assertThat(((Model.BPE) json.model()).merges()).containsExactly(new TokenizerJson.Merge(0, 1, 2));
        assertThat(json.specials()).containsExactly(AddedToken.special(3, "<|endoftext|>"));
    }

    @Test
    void mergesMayBeListsOfTwo() throws Exception {
        TokenizerJson newer = TokenizerJson.read(write(GOOD.replace("\"a b\"", "[\"a\", \"b\"]")));

        assertThat(newer).isEqualTo(TokenizerJson.read(write(GOOD)));
    }

    /** Each line: a piece of the good file, what stands there instead, and what the message must say. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "[\"a b\"] ; [\"a c\"] ; \"c\" is not in model.vocab",
        "[\"a b\"] ; [\"b a\"] ; \"ba\" is not in model.vocab",
        "[\"a b\"] ; [\"a b\", \"a b\"] ; twice",
        "[\"a b\"] ; [\"ab\"] ; not a pair of tokens",
        "[\"a b\"] ; [[\"a\", 1]] ; not a pair of tokens",
        "[\"a b\"] ; {\"a\": \"b\"} ; needs a list as model.merges",
        "\"ab\": 2 ; \"ab\": 7 ; without a hole",
        "\"ab\": 2 ; \"ab\": 1 ; gives the id 1 to both",
        "\"ab\": 2 ; \"ab\": -2 ; whole number from 0 on",
        "\"ab\": 2 ; \"ab\": 99999999999 ; whole number from 0 on",
        "\"ab\": 2 ; \"ab\": \"2\" ; whole number from 0 on",
        "\"ab\": 2 ; \"a\": 2 ; not valid JSON",
        "{\"a\": 0, \"b\": 1, \"ab\": 2} ; [] ; model.vocab",
        "\"id\": 3 ; \"id\": 2147483647 ; without a hole",
        "\"id\": 3, \"content\": \"<|endoftext|>\" ; \"id\": 3, \"content\": \"ab\" ; 2 in model.vocab and 3 in added_tokens",
        "\"content\": \"<|endoftext|>\", ; `` ; without \"content\"",
        "\"type\": \"BPE\" ; \"type\": \"Quadgram\" ; a model of type Quadgram",
        "\"normalizer\": null ; \"normalizer\": {\"type\": \"Rot13\"} ; the normalizer Rot13 is not supported; those are: Sequence, NFC",
        "\"normalizer\": null ; \"normalizer\": {\"type\": \"NFC\", \"twice\": true} ; normalizer.twice is not known here",
        "\"normalizer\": null ; \"normalizer\": {\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"Prepend\"}]} ; normalizer.normalizers[0]",
        "\"normalizer\": null ; \"normalizer\": {\"type\": \"Replace\", \"pattern\": {\"Glob\": \"*\"}, \"content\": \"\"} ; a pattern is",
        "\"use_regex\": true ; \"use_regex\": \"yes\" ; pre_tokenizer.use_regex",
        "\"unk_token\": null ; \"dropout\": 0.1 ; dropout",
        "\"unk_token\": null ; \"unk_token\": 7 ; needs a text as model.unk_token",
        "\"unk_token\": null ; \"byte_fallback\": 1 ; needs true or false as model.byte_fallback",
        "\"decoder\": {\"type\": \"ByteLevel\"} ; \"decoder\": {\"type\": \"CTC\"} ; the decoder CTC",
        "\"model\": ; \"models\": ; no object \"model\"",
    })
    void namesWhatIsWrong(String good, String bad, String message) throws Exception {
        assertThat(GOOD).contains(good);
        Path file = write(GOOD.replace(good, bad == null ? "" : bad));

        assertThatThrownBy(() -> TokenizerJson.read(file)).isInstanceOf(UserError.class).hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void howBatchesAreCutAndFilledUpIsPassedOver() throws Exception {
        Path file = write(GOOD.replace("\"normalizer\": null",
                "\"normalizer\": null, \"truncation\": {\"max_length\": 128}, \"padding\": {\"strategy\": \"BatchLongest\", \"pad_id\": 0}"));
        assertThat(TokenizerJson.read(file)).isEqualTo(TokenizerJson.read(write(GOOD)));
    }

    @Test
    void whatIsNoJsonIsAUserError() throws Exception {
        for (String text : List.of("", "[]", "null", "{\"model\": ", "tokenizer", "{} {}")) {
            Path file = write(text);
            assertThatThrownBy(() -> TokenizerJson.read(file)).as(text).isInstanceOf(UserError.class).hasMessageContaining(file.toString());
        }
        assertThatThrownBy(() -> TokenizerFiles.load(folder.resolve("nothing"))).isInstanceOf(UserError.class).hasMessageContaining("nothing");
    }

    @Test
    void byteLevelNeedsEveryByte() throws Exception {
        Path file = write(GOOD);
        assertThatThrownBy(() -> TokenizerFiles.load(file)).isInstanceOf(UserError.class).hasMessageContaining("no token for the byte 0");
    }

    @Test
    void byteLevelTokensAreSpelledWithItsAlphabet() throws Exception {
        Trained.byteBpe(257, "x").save(folder);
        Path file = folder.resolve(TokenizerJson.FILE);
        Files.writeString(file, Files.readString(file).replace("\"!\" : 1,", "\"日\" : 1,"));

        assertThatThrownBy(() -> TokenizerFiles.load(folder)).isInstanceOf(UserError.class).hasMessageContaining("日")
                .hasMessageContaining("alphabet");
    }

    @Test
    void aVocabularyOfCharactersHasOneCharacterPerToken() throws Exception {
        Trained.character("abc").save(folder);
        Path file = folder.resolve(TokenizerJson.FILE);
        Files.writeString(file, Files.readString(file).replace("\"b\" : 1", "\"bb\" : 1"));

        assertThatThrownBy(() -> TokenizerFiles.load(folder)).isInstanceOf(UserError.class).hasMessageContaining("\"bb\"");
    }

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve(TokenizerJson.FILE), text);
    }
}

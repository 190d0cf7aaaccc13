package org.stagelm.tokenizers.bytebpe;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerComponent;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.tokenizers.json.TokenizerJson;

/** {@code tiktoken}: the tokenizer of a ranks file, such as {@code cl100k_base.tiktoken}. The text it is trained on is ignored. */
@AutoService(TokenizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class TiktokenComponent implements TokenizerComponent<TiktokenComponent.Settings> {

    public record Settings(
            @Setting("the ranks file: on each line a token in Base64 and its rank") String path,
            @Setting("how a text is cut: gpt2 (for r50k and p50k), cl100k, o200k, or a regular expression") String pattern,
            @Setting("special tokens with their ids, such as <|endoftext|>=100257") List<String> specialTokens) {

        /** Spelling to id. */
        Map<String, Integer> specials() {
            Map<String, Integer> specials = new LinkedHashMap<>();
            specialTokens.forEach(token -> id(token).ifPresent(id -> specials.put(token.substring(0, token.lastIndexOf('=')), id)));
            return specials;
        }

        private static OptionalInt id(String token) {
            int equals = token.lastIndexOf('=');
            String id = token.substring(equals + 1);
            return equals > 0 && id.matches("\\d{1,7}") && Integer.parseInt(id) < MergeTable.MOST_IDS
                    ? OptionalInt.of(Integer.parseInt(id)) : OptionalInt.empty();
        }
    }

    @Override
    public String type() {
        return "tiktoken";
    }

    @Override
    public Settings defaults() {
        return new Settings(null, "cl100k", List.of());
    }

    @Override
    public void check(Settings settings, Dimensions dimensions, Problems problems) {
        if (settings.path().isBlank()) {
            problems.add("path", "is empty; give a ranks file");
        }
        for (String token : settings.specialTokens()) {
            if (Settings.id(token).isEmpty()) {
                problems.add("specialTokens", "has \"" + token + "\"; each must be a spelling, = and an id below " + MergeTable.MOST_IDS);
            }
        }
        checkPattern(settings.pattern(), problems);
    }

    /** Adds a problem where it is no regular expression. */
    static void checkPattern(String pattern, Problems problems) {
        try {
            PreTokenization.of(pattern);
        } catch (UserError e) {
            problems.add("pattern", e.getMessage());
        }
    }

    @Override
    public TokenizerFactory create(Settings settings, BuildContext context) {
        return new Factory(settings, context.path(settings.path()));
    }

    private record Factory(Settings settings, Path path) implements TokenizerFactory {

        @Override
        public Tokenizer train(Stream<String> documents, Progress progress) {
            try (InputStream in = Files.newInputStream(path)) {
                return new RanksFile(path.toString(), settings.pattern(), settings.specials()).read(in);
            } catch (IOException e) {
                throw new UserError("The ranks file " + path + " cannot be read: " + e.getMessage() + ".");
            }
        }

        @Override
        public Tokenizer load(Path folder) {
            Path file = folder.resolve(TokenizerJson.FILE);
            return ByteBpeTokenizer.of(TokenizerJson.read(file), file.toString());
        }
    }
}

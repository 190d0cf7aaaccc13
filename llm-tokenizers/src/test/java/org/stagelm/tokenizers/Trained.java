package org.stagelm.tokenizers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.bytebpe.ByteBpeComponent;
import org.stagelm.tokenizers.character.CharComponent;

/** Tokenizers and texts that tests share. */
public final class Trained {

    private Trained() {}

    public static Tokenizer byteBpe(int vocabularySize, String... documents) {
        return byteBpe("gpt2", vocabularySize, documents);
    }

    public static Tokenizer byteBpe(String pattern, int vocabularySize, String... documents) {
        ByteBpeComponent component = new ByteBpeComponent();
        return component.create(new ByteBpeComponent.Settings(vocabularySize, 2, pattern), new PlainContext()).train(Stream.of(documents), Progress.none());
    }

    public static Tokenizer character(String... documents) {
        CharComponent component = new CharComponent();
        return component.create(component.defaults(), new PlainContext()).train(Stream.of(documents), Progress.none());
    }

    public static String resource(String name) {
        try (InputStream in = Trained.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Random text of letters, digits, white space, apostrophes, many scripts, emoji and unassigned code points; no unpaired surrogates. */
    public static String randomText(Random random, int length) {
        String often = "  \n\t'' aest'rvelldm019.,!?-éñßжд中日한ع\u00A0\u2028\u0300\u200D²½";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (random.nextInt(8) > 0) {
                text.append(often.charAt(random.nextInt(often.length())));
                continue;
            }
            int codePoint = random.nextInt(random.nextBoolean() ? 0x3000 : 0x110000);
            text.appendCodePoint(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? 0x1F642 : codePoint);
        }
        return text.toString();
    }
}

package org.stagelm.cli.bench;

import com.knuddels.jtokkit.Encodings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.cli.tokenizer.TokenizerArgument;
import org.stagelm.core.json.Json;

/**
 * A vocabulary that tokenizers are measured with.
 *
 * @param name of one word
 * @param argument how ours is opened
 * @param tokenizer ours, open
 * @param tiktoken whether JTokkit and tiktoken have it; Hugging Face's library opens whatever ours was saved as
 */
record BenchVocabulary(String name, String argument, Tokenizer tokenizer, boolean tiktoken) {

    /** Those of OpenAI's, by tiktoken's names. */
    private static final List<String> TIKTOKEN = List.of("r50k", "cl100k", "o200k");

    /**
     * Opens ours, and writes what each side needs to open it into a folder.
     *
     * @param name one of tiktoken's, or what {@code --tokenizer} takes
     * @param number of the vocabulary in this bench
     */
    static BenchVocabulary prepare(String name, int number, Path bench) {
        boolean tiktoken = TIKTOKEN.contains(name);
        String word = tiktoken ? name : "tokenizer" + number;
        Path folder = EncodingTask.vocabulary(bench, word);
        try {
            Files.createDirectories(folder);
            if (tiktoken) {
                copyRanks(name, folder.resolve(EncodingTask.RANKS));
            }
            String argument = !tiktoken ? name : name.equals("r50k") ? "gpt2" : Json.mapper().createObjectNode().put("type", "tiktoken")
                    .put("path", folder.resolve(EncodingTask.RANKS).toString()).put("pattern", name).toString();
            Tokenizer tokenizer = TokenizerArgument.open(argument);
            tokenizer.save(folder);
            Files.writeString(folder.resolve(EncodingTask.OURS), argument);
            return new BenchVocabulary(word, argument, tokenizer, tiktoken);
        } catch (IOException e) {
            throw new UserError("the vocabulary " + name + " cannot be written into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void copyRanks(String name, Path file) throws IOException {
        try (InputStream ranks = Encodings.class.getResourceAsStream("/com/knuddels/jtokkit/" + name + "_base.tiktoken")) {
            Files.copy(ranks, file);
        }
    }
}

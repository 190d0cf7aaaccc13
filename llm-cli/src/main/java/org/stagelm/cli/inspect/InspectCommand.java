package org.stagelm.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Engine;
import org.stagelm.cli.output.Output;
import org.stagelm.cli.sampling.SamplerOptions;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.EngineModel;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagelm inspect MODEL}. */
@Command(name = "inspect", mixinStandardHelpOptions = true, description = "Look into a model: its parts, or what it makes of a text.")
public final class InspectCommand implements Callable<Integer> {

    private static final int NUMBERS = 6;
    private static final int NEIGHBOURS = 5;

    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "A run folder or a model folder in Hugging Face layout; --embeddings and --next"
            + " also do without, with a JSON file.")
    private Path model;

    @ArgGroup
    private Look look = new Look();

    static final class Look {

        @Option(names = "--pipeline", paramLabel = "TEXT", description = "Show a text as tokens, ids, vectors, and vectors with positions.")
        private String pipeline;

        @Option(names = "--attention", paramLabel = "TEXT", description = "Draw the attention matrices of every head: attention.png, attention.html.")
        private String attention;

        @Option(names = "--embeddings", paramLabel = "FILE", description = "Draw a map of words, one a line, by the model's vectors: embeddings.png;"
                + " without MODEL, of a JSON file of words and their vectors.")
        private Path embeddings;

        @Option(names = "--next", paramLabel = "TEXT", description = "Draw what may come after a text, before and after the samplers, and 1,000"
                + " draws: next.png; without MODEL, of a JSON file of tokens and their logits.")
        private String next;
    }

    @Mixin
    private SamplerOptions sampling;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "inspect", description = "Where pictures go; default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--backend", paramLabel = "TYPE", defaultValue = "auto", description = "The engine; default ${DEFAULT-VALUE}.")
    private String backend;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        if (model != null) {
            try (EngineModel opened = EngineModel.open(model, Choice.<Engine>of(backend))) {
                look(opened);
            }
        } else if (look.embeddings != null) {
            map(WordVectors.read(look.embeddings));
        } else if (look.next != null) {
            NextTokens.Table table = NextTokens.Table.read(Path.of(look.next));
            next(NextTokens.of(table.logits(), table.tokens()::get, sampling.samplers(), sampling.seed()));
        } else {
            throw new UserError("name a model: stagelm inspect MODEL; only --embeddings and --next do without, given a JSON file");
        }
        return 0;
    }

    private void look(EngineModel opened) throws IOException {
        if (look.pipeline != null) {
            pipeline(opened, look.pipeline);
        } else if (look.attention != null) {
            attention(opened, look.attention);
        } else if (look.embeddings != null) {
            map(vectors(opened));
        } else if (look.next != null) {
            Tokenizer tokenizer = tokenizer(opened);
            LookingPass pass = LookingPass.over(opened.model(), tokenizer.encodePrompt(look.next));
            next(NextTokens.of(pass.logits(), tokenizer::token, sampling.samplers(), sampling.seed()));
        } else {
            tree(opened);
        }
    }

    private void tree(EngineModel opened) {
        LayerTree tree = LayerTree.of(String.valueOf(model), opened.model().model().parameters());
        tree.lines().forEach(line -> output.line("%s", line));
        if (output.json()) {
            ObjectNode object = Json.mapper().createObjectNode().put("parameters", tree.elements());
            ObjectNode tensors = object.putObject("tensors");
            opened.model().trainable().forEach(parameter -> Arrays.stream(parameter.shape()).forEach(tensors.withArray(parameter.path())::add));
            output.object(object);
        }
    }

    private void pipeline(EngineModel opened, String text) {
        Tokenizer tokenizer = tokenizer(opened);
        int[] ids = tokenizer.encodePrompt(text);
        LookingPass pass = LookingPass.over(opened.model(), ids);
        output.line("text  %s", text);
        output.line("%-9s %-16s %7s  %-56s %s", "position", "token", "id", "embedding (its first numbers)", "with what the position adds");
        for (int i = 0; i < ids.length; i++) {
            output.line("%-9d %-16s %7d  %-56s %s", i, tokenizer.token(ids[i]), ids[i], numbers(pass.embedded(), i), numbers(pass.positioned(), i));
        }
        if (Arrays.deepEquals(pass.embedded(), pass.positioned())) {
            output.line("nothing is added: this model's attention knows the places by itself");
        }
    }

    private static String numbers(float[][] rows, int row) {
        return row >= rows.length ? "" : IntStream.range(0, Math.min(NUMBERS, rows[row].length))
                .mapToObj(i -> String.format(Locale.ROOT, "%8.4f", rows[row][i])).collect(Collectors.joining(" "));
    }

    private void attention(EngineModel opened, String text) throws IOException {
        Tokenizer tokenizer = tokenizer(opened);
        int[] ids = tokenizer.encodePrompt(text);
        Map<String, float[][][]> attentions = LookingPass.over(opened.model(), ids).attentions();
        if (attentions.isEmpty()) {
            throw new UserError("none of this model's attentions shows its weights: they call no PassObserver");
        }
        write("attention.png", AttentionPicture.png(attentions, ids.length));
        List<String> tokens = Arrays.stream(ids).mapToObj(tokenizer::token).toList();
        AtomicFiles.writeString(out.resolve("attention.html"), AttentionPage.of(tokens, attentions));
        int matrices = attentions.values().stream().mapToInt(heads -> heads.length).sum();
        output.line("%s: %d matrices of %d tokens", out.resolve("attention.html"), matrices, ids.length);
    }

    private WordVectors vectors(EngineModel opened) {
        Tokenizer tokenizer = tokenizer(opened);
        Parameter embedding = opened.model().trainable().stream().filter(p -> p.role() == Role.EMBEDDING).findFirst()
                .orElseThrow(() -> new UserError(model + " has no table of embeddings"));
        float[] table = opened.model().read(embedding);
        int width = Math.toIntExact(embedding.shape()[1]);
        Map<String, float[][]> rows = new LinkedHashMap<>();
        for (String word : WordVectors.words(look.embeddings)) {
            rows.put(word, Arrays.stream(tokenizer.encode(word)).mapToObj(id -> Arrays.copyOfRange(table, id * width, (id + 1) * width))
                    .toArray(float[][]::new));
        }
        return WordVectors.of(rows);
    }

    private void map(WordVectors words) throws IOException {
        if (words.vectors().size() > VectorMap.MOST_WORDS) {
            throw new UserError(words.vectors().size() + " words are too many for one map: give at most " + VectorMap.MOST_WORDS);
        }
        write("embeddings.png", VectorMapPicture.png(VectorMap.of(words)));
        words.vectors().keySet().forEach(word -> output.line("%-20s %s", word, words.nearest(word, NEIGHBOURS).stream()
                .map(n -> String.format(Locale.ROOT, "%s %.2f", n.word(), n.cosine())).collect(Collectors.joining(", "))));
        output.line("%s: %d words", out.resolve("embeddings.png"), words.vectors().size());
    }

    private void next(NextTokens next) throws IOException {
        String samplers = sampling.describe();
        write("next.png", NextTokensPicture.png(next, samplers));
        output.line("%-20s %9s %9s %9s", "token", "softmax", samplers.isEmpty() ? "" : "samplers", "drawn");
        next.rows().forEach(row -> line(row, samplers));
        line(next.rest(), samplers);
        output.line("%s", out.resolve("next.png"));
    }

    private void line(NextTokens.Row row, String samplers) {
        output.line("%-20s %8.2f%% %9s %8.1f%%", row.token(), 100 * row.before(),
                samplers.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f%%", 100 * row.after()), 100 * row.drawn());
    }

    private void write(String name, byte[] content) {
        AtomicFiles.write(out.resolve(name), file -> Files.write(file, content));
    }

    private Tokenizer tokenizer(EngineModel opened) {
        return opened.tokenizer().orElseThrow(() -> new UserError(model + " has no tokenizer that can be read, and texts need one"));
    }
}

package org.stagelm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.stagelm.api.component.Choice;
import org.stagelm.api.generation.Sampler;
import org.stagelm.api.tensor.Engine;
import org.stagelm.core.generation.GeneratedText;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.GenerationRequest;
import org.stagelm.core.generation.SamplerChain;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.TextModel;
import org.stagelm.cli.output.Output;
import org.stagelm.cli.sampling.SamplerOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagelm generate MODEL --prompt TEXT}. */
@Command(name = "generate", mixinStandardHelpOptions = true, description = "Write text with a model.")
final class GenerateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "A run folder, a model folder in Hugging Face layout, or an exported ONNX folder.")
    private Path model;

    @ArgGroup(multiplicity = "1")
    private Prompt prompt;

    static final class Prompt {

        @Option(names = "--prompt", paramLabel = "TEXT", description = "What the text begins with.")
        private String text;

        @Option(names = "--prompt-ids", paramLabel = "1,2,3", split = ",", description = "The same as token ids.")
        private int[] ids;

        @Option(names = "--prompts", paramLabel = "FILE", description = "One prompt a line, as it is or as a JSON string; all are written at once,"
                + " the n-th line, from 0, with the seed S + n.")
        private Path file;
    }

    @Option(names = "--max-tokens", paramLabel = "N", defaultValue = "200", description = "Most new tokens; default ${DEFAULT-VALUE}.")
    private int maxTokens;

    @Mixin
    private SamplerOptions sampling;

    @Option(names = "--greedy", description = "Always take the likeliest token.")
    private boolean greedy;

    @Option(names = "--ignore-end", description = "Go on behind the end of the text.")
    private boolean ignoreEnd;

    @Option(names = "--backend", paramLabel = "TYPE", defaultValue = "auto", description = "The engine; default ${DEFAULT-VALUE}.")
    private String backend;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<Sampler> samplers = greedy ? List.of() : sampling.samplers();
        List<String> prompts = prompt.file == null ? List.of() : PromptFile.read(prompt.file);
        try (TextModel opened = TextModel.open(model, Choice.<Engine>of(backend))) {
            if (prompt.file == null) {
                single(opened, options(samplers, 0));
            } else {
                batch(opened, IntStream.range(0, prompts.size())
                        .mapToObj(n -> new GenerationRequest(prompts.get(n), options(samplers, n), GenerationListener.none())).toList());
            }
        }
        return 0;
    }

    private void single(TextModel opened, GenerationOptions options) {
        GeneratedText text = prompt.text != null ? fromText(opened, options) : opened.generate(prompt.ids, options, stream());
        if (opened.tokenizer().isEmpty()) {
            output.line("%s", text.ids());
        } else {
            output.line("");
        }
        System.err.printf("%d tokens, %.0f tokens/s%n", text.newTokens(), text.tokensPerSecond());
        if (output.json()) {
            output.object(object(text));
        }
    }

    /** The texts one below the other; as JSON one object with all of them. */
    private void batch(TextModel opened, List<GenerationRequest> requests) {
        long start = System.nanoTime();
        List<GeneratedText> texts = opened.generate(requests);
        double seconds = (System.nanoTime() - start) * 1e-9;
        texts.forEach(text -> output.line("%s", text.text()));
        int tokens = texts.stream().mapToInt(GeneratedText::newTokens).sum();
        System.err.printf("%d texts, %d tokens, %.0f tokens/s%n", texts.size(), tokens, tokens / seconds);
        if (output.json()) {
            ObjectNode all = Json.mapper().createObjectNode();
            ArrayNode array = all.putArray("texts");
            texts.forEach(text -> array.add(object(text)));
            output.object(all.put("newTokens", tokens).put("tokensPerSecond", tokens / seconds));
        }
    }

    /** @param n counts the texts from 0 */
    private GenerationOptions options(List<Sampler> samplers, int n) {
        boolean likeliest = greedy || sampling.isGreedy();
        return new GenerationOptions(maxTokens, !ignoreEnd, likeliest ? SamplerChain.greedy() : SamplerChain.sampling(samplers, sampling.seed() + n));
    }

    private GeneratedText fromText(TextModel opened, GenerationOptions options) {
        output.text(prompt.text);
        return opened.generate(prompt.text, options, stream());
    }

    /** Shows the text while it is written. */
    private GenerationListener stream() {
        return new GenerationListener() {
            @Override
            public boolean token(int id, String text) {
                output.text(text);
                return true;
            }

            @Override
            public void end(String rest) {
                output.text(rest);
            }
        };
    }

    private static ObjectNode object(GeneratedText text) {
        ObjectNode object = Json.mapper().createObjectNode().put("text", text.text());
        text.ids().forEach(object.putArray("ids")::add);
        return object.put("newTokens", text.newTokens()).put("tokensPerSecond", text.tokensPerSecond());
    }
}

package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.tensor.Engine;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.generation.EngineSession;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.Generator;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.registry.Registry;

/** Text after text behind a short prompt, each until the context is full, by a model that was not trained. The first token of a text is not measured. */
final class DecodeWorker implements GenerationListener {

    private final Worker worker;
    private long last;
    private boolean first;
    private boolean more;

    private DecodeWorker(Worker worker) {
        this.worker = worker;
    }

    static void run(Worker worker, BenchCase of, JsonNode backend) {
        LanguageModel model = model(Registry.load(), of);
        try (Engine engine = BenchEngine.open(backend);
                BoundModel bound = BoundModel.untrained(model, engine, 1); EngineSession session = EngineSession.cached(bound)) {
            new DecodeWorker(worker).write(new Generator(session), of, engine.description());
        }
    }

    static LanguageModel model(Registry registry, BenchCase of) {
        try {
            JsonNode config = Json.mapper().readTree(of.model());
            return ModelBuilder.build(registry, new ConfigReader(registry).readChoice(config, LanguageModel.class, "model"), of.vocabulary());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Generator generator, BenchCase of, String about) {
        more = worker.begin(about);
        int[] prompt = Arrays.copyOf(of.randomIds(1), of.prompt());
        while (more) {
            first = true;
            generator.generate(prompt, GenerationOptions.greedy(of.context() - prompt.length + 1), this);
        }
    }

    @Override
    public boolean token(int id, String text) {
        long now = System.nanoTime();
        if (!first) {
            more = worker.took((now - last) * 1e-9);
        }
        first = false;
        last = System.nanoTime(); // not before: the worker may have waited for its turn
        return more;
    }
}

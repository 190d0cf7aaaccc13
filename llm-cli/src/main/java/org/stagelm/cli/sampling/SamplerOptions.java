package org.stagelm.cli.sampling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stagelm.api.component.Choice;
import org.stagelm.api.generation.Sampler;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;
import picocli.CommandLine.Option;

/** How the next token is drawn: temperature, then top-k, then top-p, as far as they are given. */
public final class SamplerOptions {

    @Option(names = "--temperature", paramLabel = "T", description = "Below 1 sharpens, above 1 flattens the distribution; 0 is greedy.")
    private Double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draw from the K likeliest tokens.")
    private Integer topK;

    @Option(names = "--top-p", paramLabel = "P", description = "Draw from the likeliest tokens that together have probability P.")
    private Double topP;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1337", description = "Decides the draws; default ${DEFAULT-VALUE}.")
    private long seed;

    public long seed() {
        return seed;
    }

    /** True where the likeliest token is asked for. */
    public boolean isGreedy() {
        return temperature != null && temperature == 0;
    }

    /** In their order; none where the likeliest token is taken. */
    public List<Sampler> samplers() {
        if (isGreedy()) {
            return List.of();
        }
        Registry registry = Registry.load();
        ConfigReader reader = new ConfigReader(registry);
        List<Sampler> samplers = new ArrayList<>();
        for (Given given : given()) {
            ObjectNode settings = Json.mapper().createObjectNode().put("type", given.type());
            settings.putPOJO(given.key(), given.value());
            Choice<Sampler> choice = reader.readChoice(Json.mapper().valueToTree(settings), Sampler.class, "--" + given.type());
            samplers.add(registry.make(choice, registry.context()));
        }
        return samplers;
    }

    /** Such as {@code temperature 0.5, top-k 10}. */
    public String describe() {
        return given().stream().map(given -> given.type() + " " + given.value()).collect(Collectors.joining(", "));
    }

    private List<Given> given() {
        return Stream.of(new Given("temperature", "temperature", temperature), new Given("top-k", "topK", topK), new Given("top-p", "topP", topP))
                .filter(given -> given.value() != null).toList();
    }

    /** A sampler named on the command line, with its one setting. */
    private record Given(String type, String key, Number value) {}
}

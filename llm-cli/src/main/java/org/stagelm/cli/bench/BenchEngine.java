package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import org.stagelm.api.component.Choice;
import org.stagelm.api.tensor.Engine;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.registry.Registry;

/** An engine of ours in a worker. */
final class BenchEngine {

    private BenchEngine() {}

    /** The engine that a config stands for, chosen but not opened. */
    static Choice<Engine> choice(JsonNode backend) {
        return new ConfigReader(Registry.load()).readChoice(backend, Engine.class, "backend");
    }

    /** Opens it. */
    static Engine open(JsonNode backend) {
        Registry registry = Registry.load();
        return registry.make(choice(backend), registry.context());
    }
}

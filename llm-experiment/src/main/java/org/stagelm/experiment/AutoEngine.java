package org.stagelm.experiment;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.EngineComponent;
import org.stagelm.core.registry.Registry;

/** Backend {@code auto}: the fastest engine whose native library loads. It says which, and why not a faster one. */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(EngineComponent.class)
public final class AutoEngine implements EngineComponent<AutoEngine.Settings> {

    static final String TYPE = "auto";

    private static final Logger LOG = LoggerFactory.getLogger(AutoEngine.class);

    /** Nothing to set: the engine that is chosen takes its own defaults. */
    public record Settings() {}

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public int speedRank() {
        return Integer.MIN_VALUE;
    }

    @Override
    public Engine create(Settings settings, BuildContext context) {
        List<String> refused = new ArrayList<>();
        for (EngineComponent<?> candidate : candidates(Registry.load())) {
            try {
                Engine engine = withDefaults(candidate, context);
                LOG.info("backend auto: {} ({}){}", engine.name(), engine.description(), refused.isEmpty() ? "" : "; not " + String.join("; ", refused));
                return engine;
            } catch (UserError e) {
                refused.add(candidate.type() + ": " + e.getMessage());
            }
        }
        throw new UserError("backend auto: no engine loads" + (refused.isEmpty() ? ": there is none on the class path" : ": " + String.join("; ", refused)));
    }

    private static List<EngineComponent<?>> candidates(Registry registry) {
        List<EngineComponent<?>> engines = new ArrayList<>();
        for (String type : registry.types(registry.slotOf(Engine.class))) {
            if (!type.equals(TYPE) && registry.find(registry.slotOf(Engine.class), type).orElseThrow() instanceof EngineComponent<?> engine) {
                engines.add(engine);
            }
        }
        engines.sort(Comparator.comparingInt((EngineComponent<?> engine) -> engine.speedRank()).reversed());
        return engines;
    }

    private static <C extends Record> Engine withDefaults(EngineComponent<C> component, BuildContext context) {
        return component.create(component.defaults(), context);
    }
}

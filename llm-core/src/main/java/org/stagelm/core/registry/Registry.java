package org.stagelm.core.registry;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Component;
import org.stagelm.api.slots.Slot;
import org.stagelm.api.slots.Slots;

/**
 * All components that {@link ServiceLoader} finds. A provider that fails to load is named and left out; two of one name are an error for whoever asks for
 * that name, naming both jars.
 */
public final class Registry {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Map<Slot<?>, TreeMap<String, List<Component<?, ?, ?>>>> components = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    private Registry() {}

    /** Loads from the context class loader. */
    public static Registry load() {
        return load(Optional.ofNullable(Thread.currentThread().getContextClassLoader()).orElse(Registry.class.getClassLoader()));
    }

    public static Registry load(ClassLoader loader) {
        Registry registry = new Registry();
        for (Slot<?> slot : Slots.all()) {
            registry.components.put(slot, new TreeMap<>());
            var providers = ServiceLoader.load(slot.service(), loader).stream().iterator();
            while (true) {
                try {
                    if (!providers.hasNext()) {
                        break;
                    }
                    registry.add(slot, providers.next().get());
                } catch (ServiceConfigurationError | LinkageError e) {
                    registry.leaveOut("a provider of slot " + slot.name() + " failed to load and is left out: " + e.getMessage()
                            + (e.getCause() == null ? "" : ": " + e.getCause()));
                }
            }
        }
        return registry;
    }

    private void add(Slot<?> slot, Component<?, ?, ?> component) {
        String type = component.type();
        if (type == null || !KEBAB.matcher(type).matches()) {
            leaveOut(component.getClass().getName() + " is left out: its type name \"" + type + "\" is not kebab-case");
            return;
        }
        components.get(slot).computeIfAbsent(type, t -> new ArrayList<>()).add(component);
    }

    private void leaveOut(String why) {
        LOG.warn(why);
        leftOut.add(why);
    }

    /** Providers that could not be used, and why. */
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    /** All types of a slot, sorted. */
    public List<String> types(Slot<?> slot) {
        return List.copyOf(components.get(slot).keySet());
    }

    /**
     * The component of a type; empty where there is none.
     *
     * @throws UserError where two providers have the name
     */
    public Optional<Component<?, ?, ?>> find(Slot<?> slot, String type) {
        List<Component<?, ?, ?>> found = components.get(slot).getOrDefault(type, List.of());
        if (found.size() > 1) {
            throw new UserError("two components of slot " + slot.name() + " are called \"" + type + "\": " + origin(found.get(0)) + " and "
                    + origin(found.get(1)) + "; take one of them off the class path");
        }
        return found.stream().findFirst();
    }

    /** The slot that holds such products. */
    @SuppressWarnings("unchecked") // Slots pairs each product with its slot
    public <T> Slot<T> slotOf(Class<T> product) {
        return (Slot<T>) components.keySet().stream().filter(slot -> slot.product() == product).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no slot holds " + product.getName()));
    }

    /** Creates what a choice stands for; the choice has been completed by reading a config. */
    @SuppressWarnings("unchecked") // settings and context were matched to the component when the config was read
    public <T> T make(Choice<T> choice, BuildContext context) {
        Class<T> product = choice.product().orElseThrow(() -> new IllegalStateException(
                "choice \"" + choice.type() + "\" has not been completed: pass it through ConfigReader.complete first"));
        Component<T, Record, BuildContext> component = (Component<T, Record, BuildContext>) find(slotOf(product), choice.type())
                .orElseThrow(() -> new UserError("no component \"" + choice.type() + "\" in slot " + slotOf(product).name()));
        return component.create(choice.settings().orElseThrow(), context);
    }

    /** A context for components outside of a model. */
    public BuildContext context() {
        return new RootContext(this);
    }

    private static String origin(Component<?, ?, ?> component) {
        CodeSource source = component.getClass().getProtectionDomain().getCodeSource();
        return component.getClass().getName() + (source == null ? "" : " in " + source.getLocation().getPath());
    }
}

package org.stagelm.core.config;

import java.util.List;
import java.util.Optional;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Component;
import org.stagelm.api.component.DimensionSettings;
import org.stagelm.api.component.Dimensions;
import org.stagelm.core.registry.Registry;

/** Second step of reading: each component checks its settings against the model's dimensions. What already has a fault is passed over. */
final class ConfigCheck {

    private final Registry registry;
    private final Faults faults;

    ConfigCheck(Registry registry, Faults faults) {
        this.registry = registry;
        this.faults = faults;
    }

    /** Checks what stands at {@code path}: settings, a choice, or a value that holds some. */
    void value(Object value, String path) {
        inside(value, path, Dimensions.NONE);
    }

    private void choice(Choice<?> choice, String path, Dimensions outer) {
        if (choice.settings().isEmpty() || choice.product().isEmpty()) {
            return; // its own fault has been reported
        }
        Record settings = choice.settings().get();
        Dimensions dimensions = dimensions(settings, path).orElse(outer);
        inside(settings, path, dimensions);
        if (!faults.at(path)) {
            check(choice, settings, dimensions, path);
        }
    }

    private Optional<Dimensions> dimensions(Record settings, String path) {
        if (!(settings instanceof DimensionSettings sizes)) {
            return Optional.empty();
        }
        return Optional.of(faults.directlyBelow(path) ? Dimensions.NONE : sizes.dimensions());
    }

    @SuppressWarnings("unchecked") // the settings were read with this component's own defaults
    private void check(Choice<?> choice, Record settings, Dimensions dimensions, String path) {
        Component<?, Record, ?> component =
                (Component<?, Record, ?>) registry.find(registry.slotOf(choice.product().orElseThrow()), choice.type()).orElseThrow();
        component.check(settings, dimensions, (key, message) -> faults.add(Faults.below(path, key), message));
    }

    private void inside(Object value, String path, Dimensions dimensions) {
        if (value instanceof Choice<?> choice) {
            choice(choice, path, dimensions);
        } else if (value instanceof Optional<?> maybe) {
            maybe.ifPresent(inner -> inside(inner, path, dimensions));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                inside(list.get(i), path + "[" + i + "]", dimensions);
            }
        } else if (value instanceof Record settings) {
            RecordShape shape = RecordShape.of(settings.getClass());
            shape.keys().forEach(key -> {
                Object inner = shape.value(settings, key);
                if (inner != null) {
                    inside(inner, Faults.below(path, key.name()), dimensions);
                }
            });
        }
    }
}

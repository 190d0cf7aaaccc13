package org.stagelm.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.training.Schedule;
import org.stagelm.api.training.ScheduleComponent;

class RegistryTest {

    public record None() {}

    public abstract static class Named implements ScheduleComponent<None> {
        @Override
        public None defaults() {
            return new None();
        }

        @Override
        public Schedule create(None settings, BuildContext context) {
            return (step, steps, peak) -> peak;
        }
    }

    public static final class First extends Named {
        @Override
        public String type() {
            return "twin";
        }
    }

    public static final class Second extends Named {
        @Override
        public String type() {
            return "twin";
        }
    }

    public static final class Shouting extends Named {
        @Override
        public String type() {
            return "Not_Kebab";
        }
    }

    public static final class Broken extends Named {
        public Broken() {
            throw new IllegalStateException("no luck today");
        }

        @Override
        public String type() {
            return "broken";
        }
    }

    private Registry load(Path folder, String... providers) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(ScheduleComponent.class.getName()), java.util.List.of(providers));
        return Registry.load(new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
    }

    @Test
    void twoProvidersOfOneNameAreNamedWithTheirJars(@TempDir Path folder) throws IOException {
        Registry registry = load(folder, First.class.getName(), Second.class.getName());
        assertThatThrownBy(() -> registry.find(registry.slotOf(Schedule.class), "twin"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(First.class.getName()).hasMessageContaining(Second.class.getName()).hasMessageContaining("test-classes");
    }

    @Test
    void aProviderThatFailsIsNamedAndLeftOut(@TempDir Path folder) throws IOException {
        Registry registry = load(folder, Broken.class.getName(), "org.example.Absent", Shouting.class.getName(), First.class.getName());
        assertThat(registry.leftOut()).hasSize(3)
                .anySatisfy(why -> assertThat(why).contains("Broken").contains("no luck today"))
                .anySatisfy(why -> assertThat(why).contains("org.example.Absent"))
                .anySatisfy(why -> assertThat(why).contains("Not_Kebab"));
        assertThat(registry.find(registry.slotOf(Schedule.class), "twin")).isPresent();
        assertThat(registry.find(registry.slotOf(Schedule.class), "broken")).isEmpty();
    }
}

package org.stagelm.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Setting;
import org.stagelm.api.training.Schedule;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;

class ConfigReaderTest {

    record Inner(@Setting(value = "a share", min = 0, below = 1) double share, boolean flag) {}

    record Outer(String name, @Setting(value = "how many", unit = "steps", min = 1) int steps, long seed, Inner inner, Choice<Schedule> schedule,
            List<Double> betas, OptionalInt window, Optional<String> note, List<Choice<Schedule>> more) {}

    private static final Outer DEFAULTS = new Outer(null, 10, 1, new Inner(0.5, true), Choice.of("ramp"), List.of(0.9, 0.99), OptionalInt.empty(),
            Optional.empty(), List.of());

    private final ConfigReader reader = new ConfigReader(Registry.load());

    private Outer read(String json) throws Exception {
        return reader.read(Json.mapper().readTree(json), DEFAULTS, "test.json").settings();
    }

    @Test
    void missingKeysTakeTheirDefaultsAndChoicesAreComplete() throws Exception {
        Outer outer = read("{\"name\": \"x\", \"steps\": 3}");
        assertThat(outer.steps()).isEqualTo(3);
        assertThat(outer.inner()).isEqualTo(new Inner(0.5, true));
        assertThat(outer.betas()).containsExactly(0.9, 0.99);
        assertThat(outer.schedule().settings()).contains(new RampSchedule.Settings(5, Optional.empty()));
        assertThat(outer.schedule().product()).contains(Schedule.class);
    }

    @Test
    void aSlotTakesANameOrAnObject() throws Exception {
        assertThat(read("{\"name\": \"x\", \"schedule\": \"ramp\"}").schedule().type()).isEqualTo("ramp");
        Outer outer = read("{\"name\": \"x\", \"schedule\": {\"length\": 7}, \"more\": [\"ramp\", {\"type\": \"ramp\", \"length\": 8}]}");
        assertThat(outer.schedule().settings()).contains(new RampSchedule.Settings(7, Optional.empty()));
        assertThat(outer.more()).extracting(c -> c.settings().orElseThrow())
                .containsExactly(new RampSchedule.Settings(5, Optional.empty()), new RampSchedule.Settings(8, Optional.empty()));
    }

    @Test
    void allFaultsComeInOneNumberedReportWithTheirPaths() {
        assertThatThrownBy(() -> read("""
                {"steps": 0, "sed": 1, "inner": {"share": 1.0, "flag": "yes"}, "schedule": {"type": "rmap", "length": 3}, "betas": [0.9, "x"],
                 "window": 1.5, "more": [{"type": "ramp", "length": 13}]}"""))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("test.json has 9 faults:\n  1) ")
                .hasMessageContaining("name: is missing")
                .hasMessageContaining("steps: must be at least 1 steps, not 0")
                .hasMessageContaining("sed: unknown key")
                .hasMessageContaining("did you mean \"seed\"?")
                .hasMessageContaining("inner.share: must be at least 0 and below 1, not 1.0")
                .hasMessageContaining("inner.flag: must be true or false, not \"yes\"")
                .hasMessageContaining("schedule.type: unknown type \"rmap\" of slot schedule; there are ramp; did you mean \"ramp\"?")
                .hasMessageContaining("betas[1]: must be a number, not \"x\"")
                .hasMessageContaining("window: must be a whole number")
                .hasMessageContaining("more[0].length: 13 brings bad luck");
    }

    record Part(Choice<Schedule> schedule, @Setting(value = "how much", above = 0) double weight) {
        static Part defaults() {
            return new Part(null, 1);
        }
    }

    record Whole(List<Part> parts, Optional<Part> last) {}

    @Test
    void recordsInListsTakeTheirOwnDefaults() throws Exception {
        Whole whole = readWhole("{\"parts\": [{\"schedule\": \"ramp\"}, {\"schedule\": {\"type\": \"ramp\", \"length\": 8}, \"weight\": 2}]}");

        assertThat(whole.parts()).extracting(Part::weight).containsExactly(1.0, 2.0);
        assertThat(whole.parts()).extracting(part -> part.schedule().settings().orElseThrow())
                .containsExactly(new RampSchedule.Settings(5, Optional.empty()), new RampSchedule.Settings(8, Optional.empty()));
        assertThat(whole.last()).isEmpty();
        assertThat(ConfigWriter.tree(whole)).isEqualTo(ConfigWriter.tree(readWhole(ConfigWriter.tree(whole).toString())));
    }

    @Test
    void faultsInRecordsInListsHaveTheirPaths() {
        assertThatThrownBy(() -> readWhole("{\"parts\": [{\"weight\": 0}, {\"schedule\": {\"type\": \"ramp\", \"length\": 13}, \"wieght\": 1}]}"))
                .hasMessageContaining("parts[0].schedule: is missing")
                .hasMessageContaining("parts[0].weight: must be above 0, not 0")
                .hasMessageContaining("parts[1].schedule.length: 13 brings bad luck")
                .hasMessageContaining("parts[1].wieght: unknown key");
        assertThatThrownBy(() -> readWhole("{}")).hasMessageContaining("parts: is missing: list of object");
    }

    @Test
    void theTableShowsTheKeysOfRecordsInLists() {
        assertThat(SettingTable.of(new Whole(null, Optional.empty()))).extracting(row -> row.key() + " " + row.preset())
                .containsExactly("parts required", "parts[].schedule required", "parts[].weight 1.0", "last optional", "last.schedule required",
                        "last.weight 1.0");
    }

    private Whole readWhole(String json) throws Exception {
        return reader.read(Json.mapper().readTree(json), new Whole(null, Optional.empty()), "test.json").settings();
    }

    @Test
    void aNumberThatDoesNotFitIsAFault() {
        assertThatThrownBy(() -> read("{\"name\": \"x\", \"steps\": 3000000000}")).hasMessageContaining("steps: must be a whole number of 32 bits");
        assertThatThrownBy(() -> read("{\"name\": \"x\", \"inner\": {\"share\": 1e999}}")).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> read("[1]")).hasMessageContaining("must be an object");
    }

    @Test
    void whatIsWrittenReadsBackEqual() throws Exception {
        Outer outer = read("{\"name\": \"x\", \"window\": 4, \"note\": \"n\", \"schedule\": {\"type\": \"ramp\", \"floor\": 0.25}, \"more\": [\"ramp\"]}");
        JsonNode tree = ConfigWriter.tree(outer);
        assertThat(reader.read(tree, DEFAULTS, "written").settings()).isEqualTo(outer);
    }

    @Test
    void overridesSetValuesAndSwapTypes() throws Exception {
        JsonNode config = Json.mapper().readTree("{\"name\": \"x\", \"schedule\": {\"type\": \"other\", \"slope\": 3}, \"inner\": {\"flag\": false}}");
        Overrides.Result set = Overrides.apply(config, List.of("schedule.type=ramp", "schedule.length=9", "inner.share=0.25", "name=true story"));
        ConfigReader.Read<Outer> read = reader.read(set.tree(), DEFAULTS, "test.json", set);
        assertThat(read.settings().schedule().settings()).contains(new RampSchedule.Settings(9, Optional.empty()));
        assertThat(read.settings().inner()).isEqualTo(new Inner(0.25, false));
        assertThat(read.settings().name()).isEqualTo("true story");
        assertThat(read.notices()).singleElement().asString().startsWith("schedule.slope does not apply");
    }

    @Test
    void anOverrideOfAShortSlotKeepsItsType() throws Exception {
        Overrides.Result set = Overrides.apply(Json.mapper().readTree("{\"name\": \"x\", \"schedule\": \"ramp\"}"), List.of("schedule.length=6"));
        assertThat(reader.read(set.tree(), DEFAULTS, "t", set).settings().schedule().settings()).contains(new RampSchedule.Settings(6, Optional.empty()));
    }

    @Test
    void anOverrideThatIsNoAssignmentIsRefused() {
        assertThatThrownBy(() -> Overrides.apply(Json.mapper().createObjectNode(), List.of("model.layers"))).hasMessageContaining("path=value");
    }

    @Test
    void aChoiceMadeInJavaIsCompletedAndChecked() {
        assertThat(reader.complete(Choice.<Schedule>of("ramp"), Schedule.class).settings()).contains(new RampSchedule.Settings(5, Optional.empty()));
        assertThatThrownBy(() -> reader.complete(Choice.<Schedule>of("ramp", new RampSchedule.Settings(13, Optional.empty())), Schedule.class))
                .hasMessageContaining("13 brings bad luck");
    }
}

package org.stagelm.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stagelm.api.component.Choice;
import org.stagelm.api.training.Schedule;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;

class PresetTest {

    private final ConfigReader reader = new ConfigReader(Registry.load());

    private Choice<Schedule> read(String json) throws Exception {
        return reader.readChoice(Json.mapper().readTree(json), Schedule.class, "test");
    }

    @Test
    void aPresetStandsForItsSettingsAndTakesChanges() throws Exception {
        Choice<Schedule> steep = read("{\"type\": \"preset\", \"name\": \"steep\"}");
        assertThat(steep.type()).isEqualTo("ramp");
        assertThat(steep.settings()).contains(new RampSchedule.Settings(2, Optional.of(0.5)));
        assertThat(read("{\"type\": \"preset\", \"name\": \"slow-start\", \"floor\": 0.25}").settings())
                .contains(new RampSchedule.Settings(11, Optional.of(0.25)));
    }

    @Test
    void whatDoesNotFitIsToldAsElsewhere() {
        assertThatThrownBy(() -> read("{\"type\": \"preset\", \"name\": \"step\"}"))
                .hasMessageContaining("name: unknown preset \"step\"; there are steep, slow-start; did you mean \"steep\"?");
        assertThatThrownBy(() -> read("{\"type\": \"preset\"}")).hasMessageContaining("name: names the preset; there are steep, slow-start");
        assertThatThrownBy(() -> read("{\"type\": \"preset\", \"name\": \"steep\", \"lenght\": 3}"))
                .hasMessageContaining("lenght: unknown key").hasMessageContaining("did you mean \"length\"?");
        assertThatThrownBy(() -> read("{\"type\": \"preset\", \"name\": \"steep\", \"length\": 13}")).hasMessageContaining("13 brings bad luck");
    }

    @Test
    void changesGoDeepAndASwapLeavesNothingOfTheTypeBefore() throws Exception {
        Preset preset = new Preset("model", Json.mapper().createObjectNode(), tree("""
                {"type": "decoder", "width": 8, "norm": {"type": "rms-norm", "eps": 0.5}, "position": "rope", "block": {"type": "a", "b": {"c": 1, "d": 2}}}"""));
        JsonNode changed = preset.with(tree("""
                {"type": "preset", "name": "model", "width": 4, "norm": {"type": "layer-norm"}, "position": {"theta": 3}, "block": {"b": {"c": 5}}}"""));
        assertThat(changed).isEqualTo(tree("""
                {"type": "decoder", "width": 4, "norm": {"type": "layer-norm"}, "position": {"type": "rope", "theta": 3}, "block": {"type": "a", "b": {"c": 5, "d": 2}}}"""));
    }

    @Test
    void theSchemaKnowsThem() {
        record Config(Choice<Schedule> schedule) {}
        JsonNode forms = new SchemaWriter(Registry.load()).write(new Config(Choice.of("ramp")), "test").at("/$defs/schedule/oneOf");
        assertThat(forms.get(forms.size() - 1).at("/properties/name/enum")).extracting(JsonNode::asText).containsExactly("steep", "slow-start");
    }

    private static ObjectNode tree(String json) throws Exception {
        return (ObjectNode) Json.mapper().readTree(json);
    }
}

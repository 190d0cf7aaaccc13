package org.stagelm.core.config;

import com.google.auto.service.AutoService;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.stagelm.api.component.PresetSource;
import org.stagelm.api.training.Schedule;

/** Presets for the tests of this package. */
@AutoService(PresetSource.class)
public final class RampPresets implements PresetSource {

    @Override
    public Class<?> product() {
        return Schedule.class;
    }

    @Override
    public List<String> names() {
        return List.of("steep", "slow-start");
    }

    @Override
    public InputStream open(String name) {
        String length = name.equals("steep") ? "2" : "11";
        return new ByteArrayInputStream(("{\"settings\": {\"type\": \"ramp\", \"length\": " + length + ", \"floor\": 0.5}}").getBytes(StandardCharsets.UTF_8));
    }
}

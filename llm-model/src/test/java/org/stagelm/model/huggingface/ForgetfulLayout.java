package org.stagelm.model.huggingface;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.FolderLayout;
import org.stagelm.api.layer.FolderLayout.StoredTensor;
import org.stagelm.model.architecture.Decoder;
import org.stagelm.model.architecture.DecoderLayout;

/** A faulty plugin: of a model without positions it would store the embedding only. */
@AutoService(DecoderLayout.class)
public final class ForgetfulLayout implements DecoderLayout {

    static final String CONFIG = "{'type': 'decoder', 'position': 'none'}";

    @Override
    public Optional<FolderLayout> layout(Decoder.Settings settings, Dimensions dimensions) {
        return settings.position().type().equals("none")
                ? Optional.of(new FolderLayout(Map.of("forgetful", true), List.of(StoredTensor.of("embedding", "embedding.weight"))))
                : Optional.empty();
    }
}

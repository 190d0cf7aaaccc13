package org.stagelm.model.architecture;

import java.util.Optional;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.FolderLayout;

/** How another library lays out the decoders it knows. Found by {@link java.util.ServiceLoader}, so that a jar may teach StageLM one more. */
public interface DecoderLayout {

    /** The layout of such a decoder; empty where that library has none. */
    Optional<FolderLayout> layout(Decoder.Settings settings, Dimensions dimensions);
}

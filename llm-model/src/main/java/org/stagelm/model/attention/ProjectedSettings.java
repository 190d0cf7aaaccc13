package org.stagelm.model.attention;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.layer.AttentionSettings;
import org.stagelm.api.layer.Norm;

/** What the settings of all attentions with projections have in common. */
public interface ProjectedSettings extends AttentionSettings {

    /** Heads that have keys and values; they divide the query heads. */
    int sharedHeads();

    OptionalInt headSize();

    /** Whether the projections of queries, keys and values have a bias. */
    boolean bias();

    /** Whether the projection behind the heads has one; as {@link #bias} where empty. */
    Optional<Boolean> outputBias();

    /** Normalises each head's queries and keys. */
    Optional<Choice<Norm>> queryKeyNorm();

    /** Of the scores; 1 / √(head size) where empty. */
    OptionalDouble scale();

    /** See {@link org.stagelm.api.tensor.Attend#softcap()}. */
    OptionalDouble softcap();

    @Override
    default int headSizeIn(int width) {
        return Heads.sizeIn(width, heads(), headSize());
    }

    default Heads headsIn(int width) {
        return new Heads(heads(), sharedHeads(), headSizeIn(width));
    }

    default void check(Dimensions dimensions, Problems problems) {
        Heads.check(heads(), headSize(), dimensions, problems);
        Heads.checkGroups(heads(), sharedHeads(), problems);
    }
}

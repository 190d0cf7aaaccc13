package org.stagelm.api.layer;

import java.util.List;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.tensor.Tensor;

/** From token ids to the logits of the next token. */
public abstract class LanguageModel extends Layer {

    private final Dimensions dimensions;
    private final LayerContext context;

    protected LanguageModel(LayerContext context) {
        super(context);
        this.context = context;
        this.dimensions = context.dimensions();
    }

    public final Dimensions dimensions() {
        return dimensions;
    }

    /** All parameters, constants included, in the order of their declaration. */
    public final List<Parameter> parameters() {
        return context.parameters();
    }

    /** ids INT64 [B, T] → logits [B, T, vocabulary]. */
    public final Tensor logits(Tensor ids, Pass pass) {
        return head(hidden(ids, pass));
    }

    /** ids INT64 [B, T] → the last hidden states, normalised [B, T, width]. */
    public final Tensor hidden(Tensor ids, Pass pass) {
        return within(() -> forward(ids, pass));
    }

    /** Hidden states [..., width] → logits [..., vocabulary]. */
    public final Tensor head(Tensor hidden) {
        return within(() -> project(hidden));
    }

    protected abstract Tensor forward(Tensor ids, Pass pass);

    protected abstract Tensor project(Tensor hidden);

    /** How the model is named and laid out in a model folder. By default under its own names, which only StageLM opens. */
    public FolderLayout layout() {
        return FolderLayout.own(parameters());
    }
}

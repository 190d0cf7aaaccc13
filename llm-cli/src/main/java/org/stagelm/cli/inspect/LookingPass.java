package org.stagelm.cli.inspect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.layer.PassObserver;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.core.model.BoundModel;

/**
 * What a model computed on its way over a text, read back.
 *
 * @param embedded [T][width] the tokens' vectors
 * @param positioned [T][width] the same with what the position adds
 * @param attentions path of each attention → its weights [H][T][T]: of head, query and key
 * @param logits [vocabulary] for the token behind the text
 */
record LookingPass(float[][] embedded, float[][] positioned, Map<String, float[][][]> attentions, float[] logits) {

    /** @param ids at least one, at most the model's context */
    static LookingPass over(BoundModel bound, int[] ids) {
        int context = bound.model().dimensions().context();
        if (ids.length == 0 || ids.length > context) {
            throw new UserError(ids.length == 0 ? "the text is empty: there is nothing to look at"
                    : "the text has " + ids.length + " tokens, but the model reads " + context + " at once: give a shorter one");
        }
        Engine engine = bound.engine();
        Notes notes = new Notes(engine);
        try (Scope scope = engine.scope()) {
            Pass pass = Pass.evaluate(engine.arange(Dim.of(0), Dim.of(ids.length))).observedBy(notes);
            Tensor hidden = bound.model().hidden(engine.ids(ids, 1, ids.length), pass);
            float[] logits = new float[bound.model().dimensions().vocabulary()];
            engine.floats(bound.model().head(hidden.slice(1, ids.length - 1, 1)), logits);
            return new LookingPass(notes.embedded, notes.positioned, notes.attentions, logits);
        }
    }

    private static final class Notes implements PassObserver {

        private final Engine engine;
        private final Map<String, float[][][]> attentions = new LinkedHashMap<>();
        private float[][] embedded = {};
        private float[][] positioned = {};

        Notes(Engine engine) {
            this.engine = engine;
        }

        @Override
        public void embedded(Tensor x) {
            embedded = matrices(x)[0];
        }

        @Override
        public void positioned(Tensor x) {
            positioned = matrices(x)[0];
        }

        @Override
        public void attending(String path, Attend attend) {
            attentions.put(path, matrices(attend.weights()));
        }

        /** All that stands before the last two axes is counted through: [1, H, T, T] gives H matrices, [1, T, width] one. */
        private float[][][] matrices(Tensor x) {
            float[] all = new float[Math.toIntExact(x.shape().elements())];
            engine.floats(x, all);
            int rows = Math.toIntExact(x.dim(-2).value());
            int columns = Math.toIntExact(x.dim(-1).value());
            float[][][] matrices = new float[all.length / (rows * columns)][rows][columns];
            for (int row = 0; row < matrices.length * rows; row++) {
                System.arraycopy(all, row * columns, matrices[row / rows][row % rows], 0, columns);
            }
            return matrices;
        }
    }
}

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
            embedded = rows(x, 0, Math.toIntExact(x.dim(1).value()), Math.toIntExact(x.dim(2).value()));
        }

        @Override
        public void positioned(Tensor x) {
            positioned = rows(x, 0, Math.toIntExact(x.dim(1).value()), Math.toIntExact(x.dim(2).value()));
        }

        @Override
        public void attending(String path, Attend attend) {
            Tensor weights = attend.weights(); // [1, H, T, T]
            int queries = Math.toIntExact(weights.dim(2).value());
            int keys = Math.toIntExact(weights.dim(3).value());
            float[][][] heads = new float[Math.toIntExact(weights.dim(1).value())][][];
            for (int head = 0; head < heads.length; head++) {
                heads[head] = rows(weights, head * queries, queries, keys);
            }
            attentions.put(path, heads);
        }

        private float[][] rows(Tensor x, int first, int count, int columns) {
            float[] all = new float[Math.toIntExact(x.shape().elements())];
            engine.floats(x, all);
            float[][] rows = new float[count][columns];
            for (int row = 0; row < count; row++) {
                System.arraycopy(all, (first + row) * columns, rows[row], 0, columns);
            }
            return rows;
        }
    }
}

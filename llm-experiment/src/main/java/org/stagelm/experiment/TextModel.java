package org.stagelm.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.tensor.Engine;
import org.stagelm.core.generation.GeneratedText;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.GenerationRequest;
import org.stagelm.runtime.onnx.OnnxLanguageModel;

/**
 * A model that writes text, opened from a folder.
 *
 * <pre>{@code
 * try (TextModel model = TextModel.open(Path.of("runs/first-run"))) {
 *     System.out.println(model.generate("dog:", GenerationOptions.greedy(40), GenerationListener.none()).text());
 * }
 * }</pre>
 */
public interface TextModel extends AutoCloseable {

    /** Opens a run folder, a model folder or an exported ONNX folder; the first two on the fastest engine that loads. */
    static TextModel open(Path path) {
        return open(path, Choice.of(AutoEngine.TYPE));
    }

    /**
     * @param path a run folder; a model folder in Hugging Face layout, StageLM's own or a GPT-2 or Llama model from elsewhere; or an exported ONNX folder
     * @param backend not used for an ONNX folder, which ONNX Runtime runs
     * @throws org.stagelm.api.UserError where it is none of these, where a file is not sound, or where the engine does not load
     */
    static TextModel open(Path path, Choice<Engine> backend) {
        return OnnxLanguageModel.isOnnxFolder(path) ? new OnnxModel(OnnxLanguageModel.load(path)) : EngineModel.open(path, backend);
    }

    /** Empty where the folder has none that StageLM reads; prompts are ids then. */
    Optional<Tokenizer> tokenizer();

    /** @throws org.stagelm.api.UserError where the tokenizer cannot encode the prompt */
    GeneratedText generate(String prompt, GenerationOptions options, GenerationListener listener);

    /** @throws org.stagelm.api.UserError where an id is none of the model's */
    GeneratedText generate(int[] promptIds, GenerationOptions options, GenerationListener listener);

    /**
     * One text for each request, in their order. An engine writes them all at once; ONNX Runtime one after the other, as its
     * session reads a single text.
     *
     * @throws org.stagelm.api.UserError where there is no tokenizer, or where it cannot encode a prompt
     */
    List<GeneratedText> generate(List<GenerationRequest> requests);

    @Override
    void close();
}

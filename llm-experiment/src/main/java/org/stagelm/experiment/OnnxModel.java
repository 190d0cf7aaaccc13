package org.stagelm.experiment;

import java.util.List;
import java.util.Optional;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.core.generation.GeneratedText;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.GenerationRequest;
import org.stagelm.core.generation.NextToken;
import org.stagelm.runtime.onnx.OnnxLanguageModel;

/** An exported model on ONNX Runtime. */
record OnnxModel(OnnxLanguageModel model) implements TextModel {

    @Override
    public Optional<Tokenizer> tokenizer() {
        return model.tokenizer();
    }

    @Override
    public GeneratedText generate(String prompt, GenerationOptions options, GenerationListener listener) {
        try (NextToken session = model.session()) {
            return model.generator(session).generate(prompt, options, listener);
        }
    }

    @Override
    public GeneratedText generate(int[] promptIds, GenerationOptions options, GenerationListener listener) {
        try (NextToken session = model.session()) {
            return model.generator(session).generate(promptIds, options, listener);
        }
    }

    @Override
    public List<GeneratedText> generate(List<GenerationRequest> requests) {
        return requests.stream().map(request -> generate(request.prompt(), request.options(), request.listener())).toList();
    }

    @Override
    public void close() {
        model.close();
    }
}

package org.stagelm.tokenizers.pipeline;

import java.util.Optional;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.testkit.contract.TokenizerContract;
import org.stagelm.tokenizers.HuggingFaceComponent;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.json.TokenizerConfig;

class PipelineContractTest extends TokenizerContract {

    private static final Tokenizer TOKENIZER = PipelineTokenizer.of(Shapes.llama2(),
            new TokenizerConfig(Optional.of("<s>"), Optional.of("</s>"), Optional.empty()), "Llama 2's shape");

    @Override
    protected Tokenizer tokenizer() {
        return TOKENIZER;
    }

    @Override
    protected TokenizerFactory factory() {
        return new HuggingFaceComponent().create(new HuggingFaceComponent.Settings("elsewhere"), new PlainContext());
    }

    @Override
    protected boolean isLossless() {
        return false;
    }
}

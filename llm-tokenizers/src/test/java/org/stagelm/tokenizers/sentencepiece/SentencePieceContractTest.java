package org.stagelm.tokenizers.sentencepiece;

import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.testkit.contract.TokenizerContract;
import org.stagelm.tokenizers.PlainContext;

class SentencePieceContractTest extends TokenizerContract {

    static final SentencePieceComponent COMPONENT = new SentencePieceComponent();
    private static final Tokenizer TOKENIZER =
            SentencePieceTokenizer.of(ModelBytes.vectors(TrainerSpec.ModelType.BPE, true, true, false), "test");

    @Override
    protected Tokenizer tokenizer() {
        return TOKENIZER;
    }

    @Override
    protected TokenizerFactory factory() {
        return COMPONENT.create(COMPONENT.defaults(), new PlainContext());
    }

    @Override
    protected boolean isLossless() {
        return false;
    }
}

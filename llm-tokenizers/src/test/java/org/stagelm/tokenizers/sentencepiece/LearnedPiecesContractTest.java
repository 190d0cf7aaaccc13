package org.stagelm.tokenizers.sentencepiece;

import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.testkit.contract.TokenizerContract;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.Trained;

class LearnedPiecesContractTest extends TokenizerContract {

    private static final SentencePieceComponent COMPONENT = new SentencePieceComponent();
    private static final Tokenizer TOKENIZER = Trained.component(COMPONENT, COMPONENT.defaults(), String.join("\n", TRICKY_TEXTS));

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

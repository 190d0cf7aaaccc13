package org.stagelm.tokenizers.sentencepiece;

import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.Trained;

class LearnedPiecesContractTest extends SentencePieceContractTest {

    private static final Tokenizer TOKENIZER = Trained.component(COMPONENT, COMPONENT.defaults(), String.join("\n", TRICKY_TEXTS));

    @Override
    protected Tokenizer tokenizer() {
        return TOKENIZER;
    }
}

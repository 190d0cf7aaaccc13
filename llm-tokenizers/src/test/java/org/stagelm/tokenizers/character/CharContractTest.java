package org.stagelm.tokenizers.character;

import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.testkit.contract.TokenizerContract;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.Trained;

class CharContractTest extends TokenizerContract {

    private static final Tokenizer TOKENIZER = Trained.character(TRICKY_TEXTS.toArray(String[]::new));

    @Override
    protected Tokenizer tokenizer() {
        return TOKENIZER;
    }

    @Override
    protected TokenizerFactory factory() {
        return new CharComponent().create(new CharComponent.Settings(Unknown.ERROR), new PlainContext());
    }
}

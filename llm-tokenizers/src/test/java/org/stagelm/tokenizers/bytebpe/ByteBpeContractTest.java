package org.stagelm.tokenizers.bytebpe;

import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.testkit.contract.TokenizerContract;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.Trained;

class ByteBpeContractTest extends TokenizerContract {

    private static final Tokenizer TOKENIZER = Trained.byteBpe(320, TRICKY_TEXTS.toArray(String[]::new));

    @Override
    protected Tokenizer tokenizer() {
        return TOKENIZER;
    }

    @Override
    protected TokenizerFactory factory() {
        ByteBpeComponent component = new ByteBpeComponent();
        return component.create(component.defaults(), new PlainContext());
    }
}

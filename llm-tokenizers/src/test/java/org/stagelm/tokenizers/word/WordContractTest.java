package org.stagelm.tokenizers.word;

import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.testkit.contract.TokenizerContract;
import org.stagelm.tokenizers.PlainContext;

class WordContractTest extends TokenizerContract {

    private static final Tokenizer TOKENIZER =
            WordTokenizerTest.train(SplitPattern.PUNCTUATION, Unknown.TOKEN, TRICKY_TEXTS.toArray(String[]::new));

    @Override
    protected Tokenizer tokenizer() {
        return TOKENIZER;
    }

    @Override
    protected TokenizerFactory factory() {
        WordComponent component = new WordComponent();
        return component.create(component.defaults(), new PlainContext());
    }

    @Override
    protected boolean isLossless() {
        return false;
    }
}

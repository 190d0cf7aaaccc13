package org.stagelm.testkit.contract;

import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;

/** The contract can be kept. */
class TokenizerContractTest extends TokenizerContract {

    @Override
    protected Tokenizer tokenizer() {
        return new Utf8Tokenizer();
    }

    @Override
    protected TokenizerFactory factory() {
        return new Utf8Tokenizer.Factory();
    }
}

/** The models that Hugging Face's {@code tokenizer.json} names, as running code: pieces of text to ids. */
package org.stagelm.tokenizers.subword;

/**
 * Hugging Face's {@code tokenizer.json}: the one way in which tokenizers are described, whoever made them.
 *
 * <pre>
 * TokenizerJson            what such a file says, checked
 *   ├── Normalizer, PreTokenizer, Model, PostProcessor, Decoder, AddedToken     its parts, with Hugging Face's names
 *   ├── TokenizerJsonReader   distrusts the file; OlderForms completes what older files leave out, Faults says what is wrong
 *   └── TokenizerJsonWriter
 * TokenizerConfig          tokenizer_config.json, which transformers keeps beside it
 * </pre>
 */
package org.stagelm.tokenizers.json;

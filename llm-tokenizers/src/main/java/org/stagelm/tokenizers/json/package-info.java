/**
 * Hugging Face's {@code tokenizer.json}, as far as this project writes and reads it.
 *
 * <pre>
 * TokenizerJson            what such a file says, checked
 *   ├── TokenizerJsonReader   distrusts the file
 *   └── TokenizerJsonWriter   also writes tokenizer_config.json, for transformers
 * Form                     the two kinds that are known
 * </pre>
 */
package org.stagelm.tokenizers.json;

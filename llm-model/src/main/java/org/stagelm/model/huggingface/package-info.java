/**
 * What Hugging Face's transformers calls the decoders it shares with StageLM. Their names appear in this package only.
 *
 * <pre>
 * Decoder.layout() ─▶ Gpt2Layout, LlamaLayout    our settings ─▶ config.json and tensor names, where such a decoder exists there
 * HuggingFaceConfigs ─▶ Gpt2Config, LlamaConfig  config.json ─▶ our settings; Fields reads it with messages that name the key
 * </pre>
 */
package org.stagelm.model.huggingface;

/**
 * Writing text with a model.
 *
 * <pre>
 * prompt ─ Tokenizer ─▶ ids ─▶ Generator ◀── GenerationOptions (how long, which SamplerChain)
 *                               │  ▲
 *                           ids │  │ logits of the next token
 *                               ▼  │
 *                             NextToken        a text being written: an engine with a model (EngineSession), or a deployed runtime
 *                                 │
 *                             KeyValueCache    the keys and values of what was read
 *
 * Several texts at once: GenerationRequest, … ─▶ BatchGenerator ─▶ BatchSession, an engine with a model and one cache of as many rows.
 *
 * logits ─▶ Temperature, TopK, TopP, … ─▶ SamplerChain ─▶ id ─▶ GenerationListener, GeneratedText
 * </pre>
 */
package org.stagelm.core.generation;

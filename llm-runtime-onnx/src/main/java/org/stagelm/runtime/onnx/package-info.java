/**
 * Text generation with an exported model on ONNX Runtime: what is deployed. Nothing here, nor in what it depends on, trains.
 *
 * <pre>{@code
 * try (OnnxLanguageModel model = OnnxLanguageModel.load(Path.of("my-model")); NextToken session = model.session()) {
 *     System.out.println(model.generator(session).generate("Once upon", GenerationOptions.greedy(50), GenerationListener.none()).text());
 * }
 * }</pre>
 *
 * <pre>
 * folder ─▶ OnnxLanguageModel   tokenizer, context, and the graph; serves several sessions at once
 *              │
 *           OnnxSession         a text being read (NextToken), for the Generator of llm-core
 *              │
 *           GraphRows           rows of ids in, logits out; what the graph gives as present goes back in as past, without a copy
 *              │
 *           OnnxGraph           ONNX Runtime's session ── Signature: what the graph takes and gives, checked
 *
 * LogitComparison               the graph against the model it was exported from
 * </pre>
 */
package org.stagelm.runtime.onnx;

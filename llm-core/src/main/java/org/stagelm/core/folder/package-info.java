/**
 * Model folders in Hugging Face's layout.
 *
 * <pre>
 * config.json             what the model is, for other tools
 * generation_config.json  its first and last token, for other tools
 * stagelm.json            what the model is, for StageLM: the full component config
 * model.safetensors       the weights, under the names of the model's FolderLayout; in folders of others' also in several files with an index
 * tokenizer.json …        the tokenizer's own files
 *
 * ModelFolder ─ write ─▶ Packing ─▶ SafetensorsWriter
 *             ─ load  ─▶ WeightFiles ─ WeightMatch ─▶ Packing ─▶ BoundModel
 * </pre>
 */
package org.stagelm.core.folder;

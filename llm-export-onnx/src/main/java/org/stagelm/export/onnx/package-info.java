/**
 * From a model on an engine to a folder that ONNX Runtime, and what is built on it, runs.
 *
 * <pre>
 * BoundModel ─ trace ─▶ Graph ─ graph ─▶ onnx/model.onnx, onnx/model.onnx_data
 *                                             │
 *                                        ExportCheck   runs the folder and compares it with the model
 *                                             │
 *                     OnnxExporter ─▶ the folder, renamed to its name when it is whole and right
 * </pre>
 */
package org.stagelm.export.onnx;

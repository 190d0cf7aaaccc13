/**
 * The safetensors file format (github.com/huggingface/safetensors): weights without code in them.
 *
 * <pre>
 * 8 bytes            header   JSON: name → dtype, shape, [begin, end); padded with spaces
 * header length, LE ─▶ data   the tensors, row-major, little-endian, without holes or overlaps
 *
 * SafetensorsFile   ── HeaderReader ─▶ TensorInfo (ElementType)
 * SafetensorsWriter
 * </pre>
 */
package org.stagelm.core.safetensors;

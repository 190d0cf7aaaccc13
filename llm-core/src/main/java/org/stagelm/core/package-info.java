/**
 * What every stage stands on.
 *
 * <pre>
 * file         files that are whole or absent
 * json         strict JSON
 * registry     the components on the class path
 * config       JSON ↔ settings records, all faults in one report, JSON Schema
 * model        a model built from its settings, bound to an engine
 * safetensors  the weights' file format
 * folder       model folders in Hugging Face layout
 * generation   samplers, sessions, the loop that writes text
 * </pre>
 */
package org.stagelm.core;

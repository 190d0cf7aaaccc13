/**
 * From settings to a model with values.
 *
 * <pre>
 * Choice&lt;LanguageModel&gt; ─ ModelBuilder ─▶ LanguageModel (parameters declared) ─ BoundModel ─▶ parameters on an engine
 * </pre>
 */
package org.stagelm.core.model;

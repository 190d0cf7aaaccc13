/**
 * The contracts of StageLM. What stands here is all that a plugin compiles against.
 *
 * <pre>
 * component   one shape for every plugin: a type name, a settings record, a factory
 * tensor      the tensor, the backend it runs on, scopes and recordings
 * layer       what a model is made of: parameters, layers and the slots filled with them
 * data        corpora, tokenizers, batches
 * training    objectives, optimizers, schedules, listeners
 * generation  samplers
 * slots       the list of all slots
 * </pre>
 */
package org.stagelm.api;

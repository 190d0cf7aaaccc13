/**
 * What a run needs to go on as if it had never stopped.
 *
 * <pre>
 * checkpoints/step-000500/config.json, model.safetensors, …   a whole model folder
 *                         training.safetensors                {@link org.stagelm.training.checkpoint.OptimizerState}
 *                         training.json                       {@link org.stagelm.training.checkpoint.TrainingState}
 * </pre>
 *
 * <p>{@link org.stagelm.training.checkpoint.Checkpoints} writes such a folder under a temporary name and renames it, then deletes what is no longer
 * kept; so a process may be killed at any moment. Which checkpoint is the best stands in the newest one's state: there is no second record to
 * disagree with it.
 */
package org.stagelm.training.checkpoint;

/** What a model learns: the objective {@code next-token}. */
package org.stagelm.training.objective;

/** What pretraining is made of: objective, optimizer, schedule and listeners. */
package org.stagelm.api.training;

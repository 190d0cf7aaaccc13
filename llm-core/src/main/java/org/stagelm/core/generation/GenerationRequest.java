package org.stagelm.core.generation;

/**
 * One text of a batch.
 *
 * @param prompt empty: the text begins with the end-of-text token
 * @param options of this text alone; texts that are to differ under one prompt need chains of different seeds
 * @param listener is given this text alone
 */
public record GenerationRequest(String prompt, GenerationOptions options, GenerationListener listener) {}

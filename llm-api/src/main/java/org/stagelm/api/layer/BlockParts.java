package org.stagelm.api.layer;

import org.stagelm.api.component.Choice;

/** What a model gives its blocks to be made of. */
public record BlockParts(Choice<Norm> norm, Choice<Attention> attention, Choice<FeedForward> feedForward) {}

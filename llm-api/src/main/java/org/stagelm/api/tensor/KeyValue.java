package org.stagelm.api.tensor;

/** One attention's memory of earlier passes. Both slots hold [B, Hkv, S, D] and grow along S. */
public record KeyValue(StateSlot keys, StateSlot values) {}

/** Published models by name: {@code "model": {"type": "preset", "name": "gpt2-small"}}. */
package org.stagelm.model.preset;

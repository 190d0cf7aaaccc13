package org.stagelm.training.loop;

/** Lets the model, as it is now, write a text. It must leave no tensor behind and draw its random numbers from keys of its own. */
@FunctionalInterface
public interface SampleWriter {

    /**
     * The text that goes on from {@code training.samplePrompt}.
     *
     * @param step just done; the text may depend on it
     */
    String write(long step);
}

package org.stagelm.core.generation;

/** Is given a text while it is written. The texts given, one after the other, are {@link GeneratedText#continuation()}. */
@FunctionalInterface
public interface GenerationListener {

    /**
     * @param id the new token
     * @param text what it completes; empty while a character is unfinished, for special tokens, and where there is no tokenizer
     * @return false to stop
     */
    boolean token(int id, String text);

    /** The text is over; {@code rest} is what was unfinished, mostly the empty string. */
    default void end(String rest) {}

    /** Listens to nothing. */
    static GenerationListener none() {
        return (id, text) -> true;
    }
}

package org.stagelm.nd4j.kernel;

/**
 * Which keys a query sees: an interval of them. The queries are the last positions of the keys.
 *
 * @param causal no key after the query's own position
 * @param window only the last so many keys up to its own; 0: no window
 */
public record Sight(boolean causal, int window) {

    /** The first key that the query at {@code position} sees. */
    int first(int position) {
        return window == 0 ? 0 : Math.max(0, position - window + 1);
    }

    /** The key behind the last that it sees. */
    int end(int position, int keys) {
        return causal ? Math.min(keys, position + 1) : keys;
    }
}

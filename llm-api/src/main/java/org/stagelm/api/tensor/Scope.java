package org.stagelm.api.tensor;

/**
 * Owns every tensor made on its thread while it is the innermost open scope, and frees them when it closes. Scopes close in the reverse order of their
 * opening, on the thread that opened them.
 */
public interface Scope extends AutoCloseable {

    /** Lets a tensor out into the enclosing scope; where there is none, the caller owns it and closes it. */
    Tensor keep(Tensor tensor);

    @Override
    void close();
}

package org.stagelm.nd4j.tape;

import java.util.Optional;
import org.stagelm.nd4j.memory.Strided;

/** The track of a variable: recordings add to it, on any thread, until it is cleared. Its gradient is always dense and held by nobody else. */
public final class Leaf extends Track {

    public Leaf(Gathering gathering) {
        super(gathering);
    }

    @Override
    public synchronized void add(Strided more) {
        Optional<Strided> before = gathered();
        set(before.isPresent() ? gathering().sum(before.get(), more) : gathering().own(more));
    }

    @Override
    synchronized Optional<Strided> takeFree() {
        return super.takeFree();
    }

    /** The gradient collected so far; it stays here. */
    public synchronized Optional<Strided> gradient() {
        return gathered();
    }

    @Override
    public synchronized void clear() {
        super.clear();
    }
}

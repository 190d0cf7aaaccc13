package org.stagelm.nd4j.tape;

import java.util.Optional;
import org.stagelm.nd4j.memory.Strided;

/** Where the gradient of one value gathers while a tape goes back. */
public class Track {

    private final Gathering gathering;
    private Strided gradient;

    Track(Gathering gathering) {
        this.gathering = gathering;
    }

    final Gathering gathering() {
        return gathering;
    }

    /** Takes over one reference. */
    public void add(Strided more) {
        gradient = gradient == null ? more : gathering.sum(gradient, more);
    }

    /** Lets a kernel add to the gradient gathered so far, which it has for itself meanwhile, or make a new one. */
    final void gather(Backward.Addition addition) {
        Optional<Strided> gathered = takeFree();
        try {
            add(addition.to(gathered));
        } catch (RuntimeException | Error e) {
            gathered.ifPresent(Strided::release);
            throw e;
        }
    }

    /** The gradient gathered so far, which from now on is the caller's; empty, and it stays here, where others hold it too or it is not dense. */
    Optional<Strided> takeFree() {
        return gathered().filter(g -> g.isDense() && g.block().isExclusive()).isPresent() ? take() : Optional.empty();
    }

    /** The gradient gathered so far, which from now on is the caller's. */
    final Optional<Strided> take() {
        Strided taken = gradient;
        gradient = null;
        return Optional.ofNullable(taken);
    }

    /** The gradient gathered so far; it stays here. */
    final Optional<Strided> gathered() {
        return Optional.ofNullable(gradient);
    }

    final void set(Strided to) {
        gradient = to;
    }

    /** Forgets the gradient. */
    public void clear() {
        take().ifPresent(Strided::release);
    }
}

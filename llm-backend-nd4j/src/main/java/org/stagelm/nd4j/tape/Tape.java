package org.stagelm.nd4j.tape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stagelm.nd4j.memory.Strided;

/** The operations of one recording, in their order. Used by the thread that records. */
public final class Tape implements AutoCloseable {

    /**
     * @param saved what the way back reads, one reference of each being the step's
     */
    private record Step(Track result, List<Optional<Track>> inputs, Backward backward, Strided[] saved) implements Backward.Inputs {

        @Override
        public boolean wants(int index) {
            return inputs.get(index).isPresent();
        }

        @Override
        public void add(int index, Strided gradient) {
            inputs.get(index).ifPresentOrElse(track -> track.add(gradient), gradient::release);
        }

        @Override
        public void gather(int index, Backward.Addition addition) {
            inputs.get(index).ifPresent(track -> track.gather(addition));
        }

        void release() {
            result.clear();
            for (Strided each : saved) {
                each.release();
            }
        }
    }

    private final Gathering gathering;
    private final List<Step> steps = new ArrayList<>();

    public Tape(Gathering gathering) {
        this.gathering = gathering;
    }

    /**
     * Notes an operation.
     *
     * @param inputs the tracks of its inputs, empty where an input depends on no variable
     * @param saved what {@code backward} reads; a reference of each is added
     * @return the track of its result
     */
    public Track note(List<Optional<Track>> inputs, Backward backward, Strided... saved) {
        Track result = new Track(gathering);
        Arrays.stream(saved).forEach(Strided::retain);
        steps.add(new Step(result, inputs, backward, saved));
        return result;
    }

    /** Goes back from {@code loss}, once; {@code seed} is its gradient, whose reference is taken over. What a step has saved is freed behind it. */
    public void backward(Track loss, Strided seed) {
        loss.add(seed);
        while (!steps.isEmpty()) {
            Step step = steps.remove(steps.size() - 1);
            Optional<Strided> gradient = step.result().take();
            try {
                gradient.ifPresent(g -> step.backward().pass(g, step));
            } finally {
                gradient.ifPresent(Strided::release);
                step.release();
            }
        }
    }

    /** Frees what steps have saved. */
    @Override
    public void close() {
        steps.forEach(Step::release);
        steps.clear();
    }
}

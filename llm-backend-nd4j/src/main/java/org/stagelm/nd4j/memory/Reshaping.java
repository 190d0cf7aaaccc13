package org.stagelm.nd4j.memory;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Strides under other sizes. The old axes fall into groups whose elements lie evenly spaced, each of which acts like one axis; the new sizes must be
 * cuts of these groups.
 */
final class Reshaping {

    private Reshaping() {}

    /**
     * @param to as many elements as {@code sizes}
     * @return the strides for {@code to}; empty where there are none
     */
    static Optional<int[]> strides(int[] sizes, int[] strides, int[] to) {
        int[] steps = new int[to.length];
        if (IntStream.of(sizes).anyMatch(size -> size == 0)) {
            return Optional.of(steps); // no element stands anywhere
        }
        int next = to.length - 1; // axes of the result still to be placed, from the end
        long groupSize = 1;
        int groupStep = 1;
        boolean begun = false;
        for (int axis = sizes.length - 1; axis >= -1; axis--) {
            if (axis >= 0 && sizes[axis] == 1) {
                continue;
            }
            boolean goesOn = begun && axis >= 0 && strides[axis] == groupStep * groupSize;
            if (goesOn) {
                groupSize *= sizes[axis];
                continue;
            }
            if (begun || axis < 0) { // the group is complete: cut it
                int step = groupStep;
                long left = groupSize;
                while (next >= 0 && (left > 1 || to[next] == 1)) {
                    if (left % to[next] != 0) {
                        return Optional.empty();
                    }
                    steps[next] = step;
                    step *= to[next];
                    left /= to[next];
                    next--;
                }
                if (left > 1) {
                    return Optional.empty();
                }
            }
            if (axis >= 0) {
                begun = true;
                groupSize = sizes[axis];
                groupStep = strides[axis];
            }
        }
        return next < 0 ? Optional.of(steps) : Optional.empty();
    }
}

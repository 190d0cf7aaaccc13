package org.stagelm.nd4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.stagelm.nd4j.memory.Strided;

/**
 * A way through several operands of the same sizes at once, in row-major order. Axes that lie evenly in every operand are joined; the innermost is
 * walked in pieces that fit the nearest cache. So whatever is dense is one long row, and a broadcast or permuted operand just has another stride.
 */
final class Walk {

    private static final int PIECE = 2048;

    private final int[] starts;
    private final int[] sizes; // joined axes, innermost last
    private final int[][] steps; // of each operand along them
    private final int piecesPerRow;
    private final int pieces;

    private Walk(int[] starts, int[] sizes, int[][] steps) {
        this.starts = starts;
        this.sizes = sizes;
        this.steps = steps;
        int row = sizes[sizes.length - 1];
        this.piecesPerRow = (row + PIECE - 1) / PIECE;
        int rows = 1;
        for (int axis = 0; axis < sizes.length - 1; axis++) {
            rows *= sizes[axis];
        }
        this.pieces = rows * piecesPerRow;
    }

    /** All of them have the sizes of the first. */
    static Walk over(Strided... operands) {
        int[] full = operands[0].sizes();
        int[] starts = new int[operands.length];
        int[] sizes = new int[Math.max(1, full.length)];
        int[][] steps = new int[operands.length][sizes.length];
        int last = sizes.length; // the joined axes fill the arrays from their ends
        for (int axis = full.length - 1; axis >= 0; axis--) {
            if (full[axis] == 1) {
                continue;
            }
            if (last < sizes.length && joins(operands, axis, sizes[last], steps, last)) {
                sizes[last] *= full[axis];
                continue;
            }
            last--;
            sizes[last] = full[axis];
            for (int k = 0; k < operands.length; k++) {
                steps[k][last] = operands[k].stride(axis);
            }
        }
        if (last == sizes.length) { // a single element
            last--;
            sizes[last] = 1;
        }
        for (int k = 0; k < operands.length; k++) {
            starts[k] = operands[k].offset();
            steps[k] = Arrays.copyOfRange(steps[k], last, sizes.length);
        }
        return new Walk(starts, Arrays.copyOfRange(sizes, last, sizes.length), steps);
    }

    private static boolean joins(Strided[] operands, int axis, int size, int[][] steps, int last) {
        for (int k = 0; k < operands.length; k++) {
            if (operands[k].stride(axis) != steps[k][last] * size) {
                return false;
            }
        }
        return true;
    }

    /** Pieces of work; 0 where there are no elements. */
    int pieces() {
        return pieces;
    }

    /** Elements of one piece. */
    int length(int piece) {
        int row = sizes[sizes.length - 1];
        return Math.min(PIECE, row - piece % piecesPerRow * PIECE);
    }

    /** Elements of the longest piece. */
    int longest() {
        return Math.min(PIECE, sizes[sizes.length - 1]);
    }

    /** Stride of an operand within a piece. */
    int step(int operand) {
        return steps[operand][sizes.length - 1];
    }

    /** Where a piece begins in an operand. */
    int start(int operand, int piece) {
        int[] step = steps[operand];
        int inner = sizes.length - 1;
        int at = starts[operand] + piece % piecesPerRow * PIECE * step[inner];
        int rest = piece / piecesPerRow;
        for (int axis = inner - 1; axis >= 0; axis--) {
            at += rest % sizes[axis] * step[axis];
            rest /= sizes[axis];
        }
        return at;
    }

    /** Row-major index of a piece's first element. */
    int index(int piece) {
        return piece / piecesPerRow * sizes[sizes.length - 1] + piece % piecesPerRow * PIECE;
    }


    /** Copies a piece of an operand into {@code to}. */
    static void read(FloatBuffer from, int start, int step, float[] to, int n) {
        if (step == 1) {
            from.get(start, to, 0, n);
        } else if (step == 0) {
            Arrays.fill(to, 0, n, from.get(start));
        } else {
            for (int i = 0, at = start; i < n; i++, at += step) {
                to[i] = from.get(at);
            }
        }
    }

    /** Copies {@code from} into a piece of an operand. */
    static void write(float[] from, FloatBuffer to, int start, int step, int n) {
        if (step == 1) {
            to.put(start, from, 0, n);
        } else {
            for (int i = 0, at = start; i < n; i++, at += step) {
                to.put(at, from[i]);
            }
        }
    }
}

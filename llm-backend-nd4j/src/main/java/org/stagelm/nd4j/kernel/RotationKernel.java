package org.stagelm.nd4j.kernel;

import java.nio.FloatBuffer;
import org.stagelm.nd4j.memory.Strided;

/** Rotary position embedding (Su et al. 2021, eq. 34). Turning back by the same angles is its gradient. */
public final class RotationKernel {

    private final Compute compute;

    public RotationKernel(Compute compute) {
        this.compute = compute;
    }

    /**
     * How to turn.
     *
     * @param cos dense, [T, R/2] or [B, T, R/2]
     * @param sin the same
     * @param interleaved pairs are 2i and 2i + 1, else i and i + R/2
     */
    public record Angles(Strided cos, Strided sin, boolean interleaved) {

        private int at(int b, int t) {
            int row = cos.rank() == 3 ? b * cos.size(1) + t : t;
            return row * cos.size(-1);
        }
    }

    /**
     * @param x [B, H, T, D]
     * @param back turns by the negative angles
     * @return [B, H, T, D], in memory [B, T, H, D]
     */
    public Strided turn(Strided x, Angles angles, boolean back) {
        int heads = x.size(1);
        int length = x.size(2);
        int d = x.size(3);
        int half = angles.cos.size(-1);
        Strided to = compute.floats(x.size(0), length, heads, d).permute(0, 2, 1, 3);
        FloatBuffer from = x.block().floats();
        compute.workers().each(x.size(0) * length, 4L * x.elements(), (first, end, s) -> {
            float[] row = s.row(0, d);
            float[] turned = s.row(1, d);
            float[] cos = s.row(2, half);
            float[] sin = s.row(3, half);
            for (int unit = first; unit < end; unit++) {
                int b = unit / length;
                int t = unit % length;
                angles.cos.block().floats().get(angles.cos.offset() + angles.at(b, t), cos, 0, half);
                angles.sin.block().floats().get(angles.sin.offset() + angles.at(b, t), sin, 0, half);
                if (back) {
                    compute.rows().scale(sin, -1, sin, half);
                }
                for (int h = 0; h < heads; h++) {
                    Walk.read(from, x.offset() + b * x.stride(0) + h * x.stride(1) + t * x.stride(2), x.stride(3), row, d);
                    turn(row, cos, sin, half, angles.interleaved, turned);
                    System.arraycopy(row, 2 * half, turned, 2 * half, d - 2 * half);
                    to.block().floats().put((unit * heads + h) * d, turned, 0, d);
                }
            }
        });
        return to;
    }

    private static void turn(float[] x, float[] cos, float[] sin, int half, boolean interleaved, float[] to) {
        if (interleaved) {
            for (int i = 0; i < half; i++) {
                to[2 * i] = x[2 * i] * cos[i] - x[2 * i + 1] * sin[i];
                to[2 * i + 1] = x[2 * i + 1] * cos[i] + x[2 * i] * sin[i];
            }
        } else {
            for (int i = 0; i < half; i++) {
                to[i] = x[i] * cos[i] - x[i + half] * sin[i];
                to[i + half] = x[i + half] * cos[i] + x[i] * sin[i];
            }
        }
    }
}

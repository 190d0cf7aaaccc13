package org.stagelm.api.tensor;

/**
 * A counter-based source of random numbers: the i-th number under a key is a pure function of the key and i, so every engine and every machine draws the
 * same ones, in any order. The mixing function is that of SplitMix64 (Steele, Lea and Flood 2014).
 */
public record RandomKey(long value) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** An independent key for a name below this one, such as a parameter's path. */
    public RandomKey derive(String name) {
        long h = value;
        for (int i = 0; i < name.length(); i++) {
            h = mix(h + GOLDEN * (name.charAt(i) + 1L));
        }
        return new RandomKey(mix(h ^ GOLDEN));
    }

    /** An independent key for a number below this one, such as a step. */
    public RandomKey derive(long number) {
        return new RandomKey(mix(mix(value + GOLDEN) ^ mix(number * GOLDEN + 1)));
    }

    /** 64 random bits at {@code counter}. */
    public long bits(long counter) {
        return mix(value + GOLDEN * (counter + 1));
    }

    /** Uniform in [0, 1) with 53 bits. */
    public double uniform(long counter) {
        return (bits(counter) >>> 11) * 0x1.0p-53;
    }

    /** Standard normal, by Box and Muller (1958). Strict arithmetic, hence bit-equal on every machine. */
    public double normal(long counter) {
        double u = ((bits(2 * counter) >>> 11) + 1) * 0x1.0p-53; // in (0, 1]
        double v = uniform(2 * counter + 1);
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

package org.stagelm.testkit.operations;

import static org.stagelm.testkit.operations.FusedCases.cosines;
import static org.stagelm.testkit.operations.FusedCases.sines;
import static org.stagelm.testkit.operations.Operand.flags;
import static org.stagelm.testkit.operations.Operand.normal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Tensor;

/** Attention without a cache; the contract of state compares the cached with these. */
final class AttentionCases {

    private static final Mask NEAR = new Mask(true, OptionalInt.of(2), Optional.empty());
    private static final Mask NEAR_BOTH_WAYS = new Mask(false, OptionalInt.of(2), Optional.empty());

    private AttentionCases() {}

    static List<OperationCase> all() {
        return List.of(
                new Form("one of everything", 1, 1, 1, 1, 1).toCase(),
                new Form("plain", 2, 3, 3, 5, 7).toCase(),
                new Form("causal", 2, 3, 3, 5, 7).masked(Mask.CAUSAL).toCase(),
                new Form("causal, longer", 1, 2, 2, 67, 8).masked(Mask.CAUSAL).toCase(),
                new Form("grouped heads", 2, 6, 2, 5, 4).masked(Mask.CAUSAL).toCase(),
                new Form("one key head", 2, 3, 1, 5, 4).toCase(),
                new Form("large scores", 1, 2, 2, 7, 4).masked(Mask.CAUSAL).scaled(30).toCase(),
                new Form("rotary by halves", 2, 2, 2, 5, 8).masked(Mask.CAUSAL).rotated(false, 5, 4).toCase(),
                new Form("rotary by pairs", 2, 2, 2, 5, 8).masked(Mask.CAUSAL).rotated(true, 5, 4).toCase(),
                new Form("partly rotary", 2, 4, 2, 5, 8).masked(Mask.CAUSAL).rotated(false, 5, 3).toCase(),
                new Form("rotary for each row", 2, 4, 2, 5, 8).masked(Mask.CAUSAL).rotated(true, 2, 5, 4).toCase(),
                new Form("bias for each head", 2, 3, 3, 5, 4).masked(Mask.CAUSAL).biased(1, 3, 5, 5).toCase(),
                new Form("bias for all heads", 2, 3, 3, 5, 4).biased(5, 5).toCase(),
                new Form("bias for each key", 2, 4, 2, 5, 4).masked(Mask.CAUSAL).biased(2, 1, 1, 5).toCase(),
                new Form("window", 2, 3, 3, 7, 4).masked(NEAR).toCase(),
                new Form("window, not causal", 2, 3, 3, 7, 4).masked(NEAR_BOTH_WAYS).toCase(),
                new Form("softcap", 2, 3, 3, 5, 4).masked(Mask.CAUSAL).capped(1.5).toCase(),
                new Form("padding", 3, 2, 2, 5, 4).padded().toCase(),
                new Form("padding, causal", 3, 4, 2, 5, 4).masked(Mask.CAUSAL).padded().toCase(),
                new Form("documents", 2, 4, 2, 7, 4).masked(Mask.CAUSAL).documents().toCase(),
                new Form("documents, not causal", 2, 2, 2, 7, 4).documents().toCase(),
                new Form("documents, longer", 2, 2, 1, 67, 8).masked(Mask.CAUSAL).documents().toCase(),
                new Form("documents, near, rotary for each row", 2, 4, 2, 7, 8).masked(NEAR).documents().rotated(false, 2, 7, 4).toCase(),
                new Form("no row", 0, 4, 2, 5, 4).masked(Mask.CAUSAL).toCase(),
                new Form("no row, biased", 0, 3, 3, 5, 4).biased(5, 5).toCase(),
                new Form("no row, padding", 0, 2, 2, 5, 4).masked(Mask.CAUSAL).padded().toCase(),
                new Form("all at once", 3, 4, 2, 7, 8).masked(NEAR).padded().rotated(false, 7, 2).biased(1, 4, 7, 7).capped(3).toCase());
    }

    /** One way to attend: sizes as in {@link Attend}, and what is more than plain. */
    private static final class Form {

        private final String name;
        private final long batch;
        private final long heads;
        private final long keyValueHeads;
        private final long length;
        private final long size;
        private Mask mask = Mask.NONE;
        private boolean padding;
        private boolean documents;
        private double deviation = 1;
        private Optional<long[]> table = Optional.empty();
        private boolean interleaved;
        private Optional<long[]> bias = Optional.empty();
        private OptionalDouble softcap = OptionalDouble.empty();

        Form(String name, long batch, long heads, long keyValueHeads, long length, long size) {
            this.name = name;
            this.batch = batch;
            this.heads = heads;
            this.keyValueHeads = keyValueHeads;
            this.length = length;
            this.size = size;
        }

        Form masked(Mask by) {
            mask = by;
            return this;
        }

        /** Row b lacks its last b keys. */
        Form padded() {
            padding = true;
            return this;
        }

        /** Each row holds documents, of which every query sees its own: of 3 + b tokens in row b, the last one cut off. */
        Form documents() {
            documents = true;
            return this;
        }

        /** Queries with this standard deviation. */
        Form scaled(double by) {
            deviation = by;
            return this;
        }

        Form rotated(boolean neighboursArePairs, long... tableShape) {
            interleaved = neighboursArePairs;
            table = Optional.of(tableShape);
            return this;
        }

        Form biased(long... shape) {
            bias = Optional.of(shape);
            return this;
        }

        Form capped(double cap) {
            softcap = OptionalDouble.of(cap);
            return this;
        }

        OperationCase toCase() {
            List<Operand> operands = new ArrayList<>();
            operands.add(normal(deviation, batch, heads, length, size));
            operands.add(normal(batch, keyValueHeads, length, size));
            operands.add(normal(batch, keyValueHeads, length, size));
            table.ifPresent(t -> operands.addAll(List.of(cosines(t), sines(t))));
            bias.ifPresent(b -> operands.add(normal(b)));
            if (padding) {
                operands.add(flags(batch, length).drawn((key, i) -> i % length < length - i / length ? 1 : 0));
            }
            if (documents) {
                operands.add(flags(batch, length, length).drawn((key, i) -> {
                    long size = 3 + i / (length * length);
                    return i / length % length / size == i % length / size ? 1 : 0;
                }));
            }
            return new OperationCase("attend, " + name, operands, this::attend);
        }

        private Tensor attend(List<Tensor> t) {
            int at = 3;
            Optional<Rotary> rotary = table.isEmpty() ? Optional.empty() : Optional.of(new Rotary(t.get(at++), t.get(at++), interleaved));
            Optional<Tensor> added = bias.isEmpty() ? Optional.empty() : Optional.of(t.get(at++));
            Mask seen = padding || documents ? new Mask(mask.causal(), mask.window(), Optional.of(t.get(at))) : mask;
            return new Attend(t.get(0), t.get(1), t.get(2), rotary, Optional.empty(), added, seen, 1 / Math.sqrt(size), softcap, Optional.empty())
                    .compute();
        }
    }
}

package org.stagelm.testkit.operations;

import java.util.List;
import java.util.stream.Stream;

/** All cases. */
public final class OperationCases {

    private OperationCases() {}

    /** Every operation on plain operands, then on views. */
    public static List<OperationCase> all() {
        return Stream.concat(plain().stream(), plain().stream().map(OperationCase::onViews)).toList();
    }

    /** Every operation on plain operands alone. */
    public static List<OperationCase> plain() {
        return Stream.of(ElementwiseCases.all(), ArrayCases.all(), FusedCases.all(), AttentionCases.all(), EmptyCases.all()).flatMap(List::stream)
                .toList();
    }
}

package org.stagelm.testkit.architecture.left;

import java.util.Optional;
import org.stagelm.testkit.architecture.right.Right;

/** Half of a package cycle. */
public record Left(Optional<Right> other) {}

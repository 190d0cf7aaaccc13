package org.stagelm.testkit.architecture.right;

import java.util.Optional;
import org.stagelm.testkit.architecture.left.Left;

/** Half of a package cycle. */
public record Right(Optional<Left> other) {}

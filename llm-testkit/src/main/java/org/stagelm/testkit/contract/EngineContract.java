package org.stagelm.testkit.contract;

/**
 * All that an engine must keep. Its test extends this class and gives the engine; what is measured against is the
 * {@linkplain org.stagelm.testkit.reference reference engine}.
 *
 * <pre>{@code
 * class TorchEngineTest extends EngineContract {
 *     private static final Engine ENGINE = …;
 *
 *     @Override
 *     public Engine engine() {
 *         return ENGINE;
 *     }
 *
 *     @Override
 *     public Engine another() {
 *         return …;
 *     }
 * }
 * }</pre>
 */
public abstract class EngineContract implements HostContract, ValuesContract, GradientsContract, RecomputeContract, ShapesContract,
        FailuresContract, SizesContract, ScopesContract, LifetimesContract, ThreadsContract, StateContract, DropoutContract, LearningContract {}

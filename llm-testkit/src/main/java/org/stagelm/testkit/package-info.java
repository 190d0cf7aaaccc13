/**
 * What a test of StageLM, or of a plugin for it, is written with. Add {@code org.stagelm:llm-testkit} in scope {@code test}.
 *
 * <pre>
 * reference      ReferenceEngine: runs any model in plain Java and double precision, without native code
 * contract       EngineContract, TokenizerContract: extend them to prove an engine or a tokenizer
 * operations     the catalogue of operations that the engine contract runs
 * architecture   ModuleRules: no package cycles, and only the dependencies a module says it has
 * TestTensors    tensors with given numbers, and comparisons
 * SharedData     files beside the repository; a test is skipped where they are absent
 * </pre>
 *
 * <p><b>A layer, norm, attention or activation:</b> run its {@code forward} on a {@link org.stagelm.testkit.reference.ReferenceEngine}, compare
 * with numbers worked out by hand by {@link org.stagelm.testkit.TestTensors#assertClose}, and check a gradient or two by finite differences: in
 * double precision (f(x + 1e−5) − f(x − 1e−5)) / 2e−5 is right to about nine digits. {@code livingTensors()} shows whether a scope was forgotten.
 * The reference refuses to mix element types, as ONNX does, so what runs on it leans on no engine's silent conversions.
 *
 * <p><b>An engine:</b> a test class that extends {@link org.stagelm.testkit.contract.EngineContract} and gives the engine. Begin with the primitives
 * and leave the fused operations to their default bodies; the same tests then hold for each one that is overridden.
 *
 * <p><b>A tokenizer:</b> a test class that extends {@link org.stagelm.testkit.contract.TokenizerContract}; {@code texts()} gives what to train it on.
 *
 * <p><b>A config</b> in a test picks the reference engine by {@code "backend": "reference"} once this jar is on the class path; {@code "auto"}
 * prefers every other.
 */
package org.stagelm.testkit;

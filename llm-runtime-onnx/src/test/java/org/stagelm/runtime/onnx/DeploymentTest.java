package org.stagelm.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.NextToken;
import org.stagelm.testkit.architecture.ModuleRules;

/** What is deployed is small: a program with nothing but this module and its dependencies on the class path writes text. */
class DeploymentTest {

    /** Written by the build: the module's dependencies, those of its tests left out. */
    private static final Path CLASS_PATH = Path.of("target/runtime-class-path.txt");
    private static final Path PROGRAM = Path.of("src/test/deployed/Deployed.java");

    private static final List<String> ABSENT = List.of("org.nd4j.linalg.factory.Nd4j", "org.bytedeco.pytorch.Tensor", "org.bytedeco.javacpp.Loader",
            "com.google.inject.Guice", "com.google.protobuf.Message", "ai.onnx.proto.OnnxMl", "org.stagelm.training.loop.TrainingSettings",
            "org.stagelm.model.architecture.Decoder", "org.stagelm.export.onnx.OnnxExporter", "org.junit.jupiter.api.Test");

    @TempDir
    private Path folder;

    @Test
    void aProgramWritesTextWithTheRuntimeAlone() throws IOException, InterruptedException {
        Path model = TinyDecoders.exported(TinyDecoders.LLAMA, folder);
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), PROGRAM.toString(),
                model.toString(), "hello"));
        command.addAll(ABSENT);
        ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        program.environment().put("CLASSPATH", "target/classes" + File.pathSeparator + Files.readString(CLASS_PATH).strip());
        Process process = program.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the program ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said.lines()).as(said).contains(here(model));
    }

    /** What the same model writes in this process. */
    private static String here(Path folder) {
        try (OnnxLanguageModel model = OnnxLanguageModel.load(folder); NextToken session = model.session()) {
            return model.generator(session).generate("hello", GenerationOptions.greedy(8), GenerationListener.none()).text();
        }
    }

    @Test
    void theClassPathHoldsNothingElse() throws IOException {
        assertThat(Arrays.stream(Files.readString(CLASS_PATH).strip().split(File.pathSeparator)).map(entry -> entry.replace('\\', '/')))
                .allMatch(entry -> entry.matches(".*(llm-api|llm-core|llm-tokenizers|slf4j-api|jackson-(core|databind|annotations)|onnxruntime).*"));
    }

    @Test
    void theModuleUsesItsDependenciesOnly() {
        ModuleRules.checkDependencies("org.stagelm.runtime.onnx", "org.stagelm.core..", "org.stagelm.tokenizers..", "ai.onnxruntime..",
                "com.fasterxml.jackson.databind..");
        ModuleRules.checkNoPackageCycles("org.stagelm.runtime.onnx");
    }
}

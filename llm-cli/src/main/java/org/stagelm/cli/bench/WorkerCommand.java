package org.stagelm.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.stagelm.core.json.Json;
import org.stagelm.torch.bench.BareDecoder;
import org.stagelm.torch.bench.BareGpt;
import org.stagelm.torch.bench.TrainingProducts;
import org.stagelm.torch.bench.WeightReading;
import org.stagelm.torch.library.TorchLibrary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program of a {@link WorkerProcess} that is a JVM. A failure is its last line. */
@Command(name = "worker", description = "One side of a measurement, driven by its standard input.")
final class WorkerCommand implements Callable<Integer> {

    /** What a worker repeats. */
    enum Kind {
        /** A whole training step of a run: data, model, optimizer, metrics. */
        TRAIN,
        /** The same arithmetic written straight in libtorch calls. */
        TRAIN_BARE,
        /** The matrix products of such a step alone. */
        TRAIN_PRODUCTS,
        /** Writing a text token by token, behind a cache. */
        DECODE,
        /** The same arithmetic written straight in libtorch calls. */
        DECODE_BARE,
        /** Reading the model's weights once, which a token cannot do without. */
        DECODE_WEIGHTS,
        /** Operations, named by the parent, through our engine. */
        OPERATIONS,
        /** The same as calls of libtorch. */
        OPERATIONS_LIBTORCH,
        /** The same as calls of ND4J. */
        OPERATIONS_ND4J,
        /** Encoding texts with our tokenizers. */
        TOKENIZER,
        /** The same with JTokkit. */
        TOKENIZER_JTOKKIT,
        /** The same with Hugging Face's library, by DJL's binding. */
        TOKENIZER_HUGGING_FACE,
        /** Learning our byte-BPE. */
        TOKENIZER_TRAIN,
        /** Batches out of a token shard, by a loader that the parent names. */
        LOADER,
        /** As many tokens copied from array to array. */
        LOADER_COPY,
        /** A training run and a long text, whose resident memory is read. */
        SOAK
    }

    @Parameters(paramLabel = "KIND")
    private Kind kind;

    @Option(names = "--case", defaultValue = "128/64/12")
    private String sizes;

    @Option(names = "--backend", defaultValue = "\"torch\"")
    private String backend;

    @Option(names = "--threads", defaultValue = "0")
    private int threads;

    @Option(names = "--steps", defaultValue = "0")
    private int steps;

    @Option(names = "--tokens", defaultValue = "0")
    private int tokens;

    @Option(names = "--folder")
    private Path folder;

    private final Worker worker = new Worker();

    public static void main(String[] arguments) {
        WorkerCommand command = new WorkerCommand();
        System.exit(new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler((failure, line, parsed) -> {
            command.worker.print("error", String.valueOf(failure.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        }).execute(arguments));
    }

    @Override
    public Integer call() throws JsonProcessingException {
        BenchCase of = BenchCase.of(sizes);
        switch (kind) {
            case TRAIN -> TrainWorker.run(worker, of, Json.mapper().readTree(backend));
            case TRAIN_BARE -> bare(of);
            case TRAIN_PRODUCTS -> products(of);
            case DECODE -> DecodeWorker.run(worker, of, Json.mapper().readTree(backend));
            case DECODE_BARE -> bareDecoder(of);
            case DECODE_WEIGHTS -> weights(of);
            case OPERATIONS -> OperationWorkers.engine(worker, Json.mapper().readTree(backend));
            case OPERATIONS_LIBTORCH -> OperationWorkers.libtorch(worker, threads);
            case OPERATIONS_ND4J -> OperationWorkers.nd4j(worker, threads);
            case TOKENIZER -> EncodingWorkers.ours(worker, folder);
            case TOKENIZER_JTOKKIT -> EncodingWorkers.jtokkit(worker, folder);
            case TOKENIZER_HUGGING_FACE -> HuggingFaceWorker.run(worker, folder);
            case TOKENIZER_TRAIN -> TokenizerTrainWorker.run(worker, folder, tokens);
            case LOADER -> LoaderWorkers.loader(worker, folder);
            case LOADER_COPY -> LoaderWorkers.copy(worker, folder);
            case SOAK -> new SoakWorker(worker, new BenchRun(of, Json.mapper().readTree(backend), steps), tokens).run();
        }
        return 0;
    }

    private void bare(BenchCase c) {
        try (BareGpt gpt = new BareGpt(c.layers(), c.heads(), c.width(), c.context(), c.vocabulary(), c.batch(), threads)) {
            long[] seed = {0};
            worker.serve(TorchLibrary.version() + ", called bare", () -> {
                double loss = gpt.step(c.randomIds(seed[0]), c.randomIds(-1 - seed[0]));
                seed[0]++;
                if (!Double.isFinite(loss)) {
                    throw new IllegalStateException("the bare engine's loss is " + loss + ": its figures would mean nothing");
                }
            });
        }
    }

    private void products(BenchCase c) {
        try (TrainingProducts products = new TrainingProducts(c.layers(), c.heads(), c.width(), c.hidden(), c.context(), c.vocabulary(), c.batch(),
                threads)) {
            worker.serve("the same step's matrix products alone, into preallocated results", products::step);
        }
    }

    private void bareDecoder(BenchCase c) {
        try (BareDecoder decoder = new BareDecoder(c.layers(), c.heads(), c.width(), c.context(), c.vocabulary(), threads, BareDecoder.random())) {
            int[] next = {0};
            worker.serve(TorchLibrary.version() + ", called bare", () -> {
                if (decoder.length() == c.context()) {
                    decoder.backTo(c.prompt());
                }
                next[0] = decoder.next(next[0]);
            });
        }
    }

    private void weights(BenchCase c) {
        try (WeightReading reading = new WeightReading(c.weights(), threads)) {
            worker.serve("the sum of " + c.weights() + " floats, as many as the model's weights", reading::once);
        }
    }
}

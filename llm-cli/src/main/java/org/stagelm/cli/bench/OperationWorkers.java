package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import org.stagelm.api.tensor.Engine;
import org.stagelm.nd4j.bench.Nd4jOperation;
import org.stagelm.torch.bench.LibtorchOperation;
import org.stagelm.torch.library.TorchLibrary;

/** The sides of {@code bench ops} that are JVMs: each serves the operations its parent names, {@link OperationCase#name()}. */
final class OperationWorkers {

    private OperationWorkers() {}

    static void engine(Worker worker, JsonNode backend) {
        try (Engine engine = BenchEngine.open(backend)) {
            worker.serve(engine.description(), name -> EngineOperation.prepare(engine, OperationCase.of(name)));
        }
    }

    static void libtorch(Worker worker, int threads) {
        TorchLibrary.load(threads);
        worker.serve(TorchLibrary.version() + ", called bare", name -> {
            OperationCase c = OperationCase.of(name);
            LibtorchOperation operation = new LibtorchOperation(c.function(), c.dimensions(), c.backward());
            return new Work(operation::run, operation::close);
        });
    }

    static void nd4j(Worker worker, int threads) {
        worker.serve("ND4J, called bare, threads: " + Nd4jOperation.load(threads), name -> {
            OperationCase c = OperationCase.of(name);
            Nd4jOperation operation = new Nd4jOperation(c.function(), c.dimensions(), c.backward());
            return new Work(operation::run, operation::close);
        });
    }
}

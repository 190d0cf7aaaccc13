package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;

/** A training run that pauses where its worker has done what it was asked for. */
final class TrainWorker implements TrainingListener {

    private static final long ENDLESS = 1_000_000_000;

    private final Worker worker;
    private final String about;
    private boolean begun;

    private TrainWorker(Worker worker, String about) {
        this.worker = worker;
        this.about = about;
    }

    static void run(Worker worker, BenchCase of, JsonNode backend) {
        try (Engine engine = BenchEngine.open(backend)) {
            new BenchRun(of, backend, ENDLESS).train(engine, new TrainWorker(worker, engine.description()));
        } catch (Enough e) {
            // nobody asks for more: the run ends here, and its folder is gone
        }
    }

    @Override
    public void step(StepMetrics metrics) {
        boolean more = begun ? worker.took(metrics.seconds()) : worker.begin(about);
        begun = true;
        if (!more) {
            throw new Enough();
        }
    }

    /** Ends the run. */
    static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }
}

package org.stagelm.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.training.run.RunFiles;

/** Draws plots/loss.png and writes report.html, one file that needs no other. */
public final class RunReport {

    private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

    private RunReport() {}

    /** Makes both from the files of the run. A report that cannot be made is logged, never an error: the run itself is unharmed. */
    public static void write(RunFiles files) {
        try {
            LossHistory history = LossHistory.read(files.metrics());
            Optional<byte[]> plot = history.train().isEmpty() && history.validation().isEmpty() ? Optional.empty() : plot(files, history);
            AtomicFiles.writeString(files.report(), ReportPage.html(files, history, plot.map(Base64.getEncoder()::encodeToString)));
        } catch (IOException | RuntimeException e) {
            LOG.warn("the report of {} could not be written: {}", files.folder(), e.toString());
        }
    }

    private static Optional<byte[]> plot(RunFiles files, LossHistory history) {
        try {
            byte[] png = LossPlot.png(history);
            AtomicFiles.write(files.lossPlot(), temporary -> Files.write(temporary, png));
            return Optional.of(png);
        } catch (IOException | RuntimeException | LinkageError | InternalError e) { // a JDK without AWT, or a system without any font
            LOG.warn("the losses could not be drawn, the report has no picture: {}", e.toString());
            return Optional.empty();
        }
    }
}

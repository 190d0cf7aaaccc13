package org.stagelm.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.stagelm.core.config.SchemaWriter;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;
import org.stagelm.experiment.ExperimentSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stagelm schema}: the JSON Schema of experiment configs, of the components on the class path. */
@Command(name = "schema", mixinStandardHelpOptions = true, description = "Print the JSON Schema of configs, for editors.")
final class SchemaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(Json.pretty(new SchemaWriter(Registry.load()).write(ExperimentSettings.DEFAULTS, "StageLM experiment")));
        out.flush();
        return 0;
    }
}

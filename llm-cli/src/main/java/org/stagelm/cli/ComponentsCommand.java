package org.stagelm.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Component;
import org.stagelm.api.slots.Slot;
import org.stagelm.api.slots.Slots;
import org.stagelm.core.config.Presets;
import org.stagelm.core.config.SettingTable;
import org.stagelm.core.registry.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stagelm components [SLOT]}: every slot, type and key that is on the class path. */
@Command(name = "components", mixinStandardHelpOptions = true, description = "List the components: slots, types, their keys, defaults and units.")
final class ComponentsCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "SLOT", description = "Only this slot, such as norm.")
    private String only;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Registry registry = Registry.load();
        Presets presets = Presets.load();
        PrintWriter out = spec.commandLine().getOut();
        List<Slot<?>> slots = Slots.all().stream().filter(slot -> only == null || slot.name().equals(only)).toList();
        if (slots.isEmpty()) {
            throw new UserError("there is no slot \"" + only + "\"; slots are " + String.join(", ", Slots.all().stream().map(Slot::name).toList()));
        }
        for (Slot<?> slot : slots) {
            out.println(slot.name());
            for (String type : registry.types(slot)) {
                Component<?, ?, ?> component = registry.find(slot, type).orElseThrow();
                out.println("  " + type);
                for (SettingTable.Row row : SettingTable.of(component.defaults())) {
                    out.printf("    %-22s %-28s %s%n", row.key(), row.preset(), row.description());
                }
            }
            for (String name : presets.names(slot.product())) {
                out.println("  preset " + PresetLine.of(registry, presets.find(slot.product(), name).orElseThrow()));
            }
            out.println();
        }
        registry.leftOut().forEach(why -> out.println("left out: " + why));
        out.flush();
        return 0;
    }
}

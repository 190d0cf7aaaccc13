package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;

/** Rows of ours, peer and ratio; above 1 we are ahead. */
record BenchTable(Output output, String unit) {

    void head() {
        output.line("%-42s %-24s %14s %14s %8s", "", "peer", "ours, " + unit, "peer", "ratio");
    }

    /** @param ours how much in a second, as is {@code theirs} */
    void row(String name, String peer, double ours, double theirs) {
        output.line("%-42s %-24s %14.4g %14.4g %8.3f", name, peer, ours, theirs, ours / theirs);
        if (output.json()) {
            ObjectNode row = Json.mapper().createObjectNode().put("name", name + " | " + peer).put("ours", ours).put("peer", theirs);
            output.object(row.put("ratio", ours / theirs).put("unit", unit));
        }
    }
}

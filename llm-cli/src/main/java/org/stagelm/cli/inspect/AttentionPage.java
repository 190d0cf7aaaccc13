package org.stagelm.cli.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.stagelm.core.json.Json;

/** One HTML page with everything in it: choose layer and head, point at a token to see what it looks at and by how much. */
final class AttentionPage {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Attention</title>
            <style>
            body { font: 16px/1.5 sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; color: #222; }
            select { font-size: 1em; margin-right: 1em; }
            #text span { display: inline-block; white-space: pre; font-family: monospace; padding: .15em .1em; border-radius: 3px; cursor: pointer; }
            #text span.query { outline: 2px solid #d9701a; }
            table { border-collapse: collapse; font: 11px monospace; margin-top: 1em; }
            td { width: 1.6em; height: 1.6em; padding: 0; }
            th { font-weight: normal; padding: 0 .4em; text-align: right; white-space: pre; }
            th.key { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; padding: .4em 0; }
            tr.query td { outline: 1px solid #d9701a; }
            </style>
            </head>
            <body>
            <h1>Attention</h1>
            <p>Each row is a token that looks (query), each column one that is looked at (key); a row's weights sum to 1. Point at a token of the text or
            at a cell.</p>
            <p><label>layer <select id="layer"></select></label><label>head <select id="head"></select></label><span id="shown"></span></p>
            <p id="text"></p>
            <table id="matrix"></table>
            <script>
            const tokens = @TOKENS@;
            const layers = @LAYERS@;
            const names = Object.keys(layers);
            const layer = document.getElementById("layer"), head = document.getElementById("head");
            const text = document.getElementById("text"), matrix = document.getElementById("matrix"), shown = document.getElementById("shown");
            const shade = w => `rgba(11, 60, 125, ${Math.sqrt(w)})`;
            const ink = w => w > 0.3 ? "white" : "inherit";
            let query = tokens.length - 1;
            function option(select, value, label) {
              const o = document.createElement("option");
              o.value = value; o.textContent = label;
              select.append(o);
            }
            function weights() { return layers[names[layer.value]][head.value]; }
            function paint() {
              const w = weights();
              [...text.children].forEach((span, key) => {
                span.style.background = shade(w[query][key]); span.style.color = ink(w[query][key]);
                span.title = w[query][key].toFixed(3);
                span.classList.toggle("query", key === query);
              });
              [...matrix.querySelectorAll("tr.weights")].forEach((row, q) => {
                row.classList.toggle("query", q === query);
                [...row.querySelectorAll("td")].forEach((cell, key) => { cell.style.background = shade(w[q][key]); cell.title = tokens[q] + " → " +
                  tokens[key] + ": " + w[q][key].toFixed(3); });
              });
            }
            function look(q) { query = q; paint(); }
            function heads() {
              head.replaceChildren();
              layers[names[layer.value]].forEach((_, h) => option(head, h, h));
              paint();
            }
            names.forEach((name, i) => option(layer, i, name));
            tokens.forEach((token, i) => {
              const span = document.createElement("span");
              span.textContent = token; span.onmouseenter = () => look(i);
              text.append(span);
            });
            const top = document.createElement("tr");
            top.append(document.createElement("th"));
            tokens.forEach(token => { const th = document.createElement("th"); th.className = "key"; th.textContent = token; top.append(th); });
            matrix.append(top);
            tokens.forEach((token, q) => {
              const row = document.createElement("tr"); row.className = "weights";
              const th = document.createElement("th"); th.textContent = token; row.append(th);
              tokens.forEach((_, key) => { const td = document.createElement("td"); td.onmouseenter = () => { look(q);
                shown.textContent = tokens[q] + " → " + tokens[key] + ": " + weights()[q][key].toFixed(3); }; row.append(td); });
              matrix.append(row);
            });
            layer.onchange = heads; head.onchange = paint;
            heads();
            </script>
            </body>
            </html>
            """;

    private AttentionPage() {}

    /** @param tokens as shown, one for each position */
    static String of(List<String> tokens, Map<String, float[][][]> attentions) {
        return PAGE.replace("@TOKENS@", inScript(Json.compact(tokens)))
                .replace("@LAYERS@", "{" + attentions.entrySet().stream().map(e -> inScript(Json.compact(e.getKey())) + ": " + heads(e.getValue()))
                        .collect(Collectors.joining(",\n")) + "}");
    }

    /** A text in it must not end the script. */
    private static String inScript(String json) {
        return json.replace("<", "\\u003c");
    }

    /** Four digits: more cannot be seen. */
    private static String heads(float[][][] heads) {
        StringBuilder all = new StringBuilder("[");
        for (float[][] head : heads) {
            all.append(all.length() == 1 ? "[" : ",\n[");
            for (int query = 0; query < head.length; query++) {
                all.append(query == 0 ? "[" : ",[");
                for (int key = 0; key < head[query].length; key++) {
                    all.append(key == 0 ? "" : ",").append(head[query][key] == 0 ? "0" : String.format(Locale.ROOT, "%.4f", head[query][key]));
                }
                all.append("]");
            }
            all.append("]");
        }
        return all.append("]").toString();
    }
}

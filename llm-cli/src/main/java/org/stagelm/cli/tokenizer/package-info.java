/**
 * {@code stagelm tokenizer}: tokenizers on their own.
 *
 * <pre>
 * TrainTokenizerCommand ─▶ TokenizerTraining ─▶ a folder with tokenizer.json     PrintedTrace shows merges while they are learned
 *
 * EncodeCommand, DecodeCommand ─┬▶ TokenizerArgument   a type, a config or a path becomes a tokenizer
 * InspectCommand ───────────────┘  StandardInput       text, lines and ids that come in
 *        │
 *        ├── Inspection: SampleText, Cut   how each tokenizer cuts each text
 *        └── CutPrinter, InspectionPlots, InspectionPage   in colours, as PNG, as HTML
 * </pre>
 */
package org.stagelm.cli.tokenizer;

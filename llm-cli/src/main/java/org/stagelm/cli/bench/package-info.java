/**
 * {@code stagelm bench}: the hot paths against a peer in the same run.
 *
 * <pre>
 * BenchTrainCommand, BenchDecodeCommand ─▶ Comparison: our engines at a case, and their peers
 *                        │
 * BenchOpsCommand   ─▶ Turns ── in rounds, one after the other ──▶ Contender
 *                        │                                            │ is a
 *                        ▼                                        WorkerProcess   a process of its own that answers "how long do N steps take?"
 *                     BenchTable  ours, peer, ratio                   │ started for
 *                                                                     ├── WorkerCommand    a JVM: our engine, its library bare, its products or weights
 *                                                                     └── PythonPeer       benchmarks/*_peer.py
 * OperationCase     what bench ops measures: the list, and the names under which a worker gets an operation; EngineOperation is our side of it
 * BenchTokenizerCommand  texts and vocabularies in a folder, encoded by EncodingWorkers, HuggingFaceWorker and tiktoken, each told an EncodingTask
 *                   ─▶ TokenizerTrainComparison   learning merges
 * BenchLoaderCommand     LoaderWorkers: batches from a shard
 * BenchSoakCommand  asks one WorkerProcess after the other, a SoakWorker, for its resident memory ─▶ MemoryGrowth: did it stay flat?
 * </pre>
 *
 * <p>Each contender has a process of its own, since a process has one OpenBLAS, one OpenMP and one malloc, whose settings the engines do not share.
 * While one works, the others sleep.
 */
package org.stagelm.cli.bench;

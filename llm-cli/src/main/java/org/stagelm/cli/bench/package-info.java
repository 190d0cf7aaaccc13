/**
 * {@code stagelm bench}: the hot paths against a peer in the same run.
 *
 * <pre>
 * BenchTrainCommand ─▶ Turns ── in rounds, one after the other ──▶ Contender
 *                        │                                            │ is a
 *                        ▼                                        WorkerProcess   a process of its own that answers "how long do N steps take?"
 *                     BenchTable  ours, peer, ratio                   │ started for
 *                                                                     ├── WorkerCommand    a JVM: our engine, libtorch called bare, its products alone
 *                                                                     └── PythonPeer       benchmarks/pytorch_peer.py
 * BenchSoakCommand   many small steps in this process: memory must stay flat
 * </pre>
 *
 * <p>Each contender has a process of its own, since a process has one OpenBLAS, one OpenMP and one malloc, whose settings the engines do not share. While
 * one works, the others sleep.
 */
package org.stagelm.cli.bench;

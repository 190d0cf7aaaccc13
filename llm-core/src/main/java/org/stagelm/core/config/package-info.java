/**
 * JSON ↔ settings records.
 *
 * <pre>
 * JSON tree ─ Overrides (--set) ─▶ tree ─ ConfigReader ─▶ records, all the way down ─ ConfigCheck ─▶ Faults, in one report
 *                                              │
 *                                        RecordShape: what keys a record has; SchemaWriter makes a JSON Schema of the same
 * </pre>
 *
 * <p>A choice of the type {@code preset} is replaced by what the {@link Presets} on the class path have under its name, before it is read.
 */
package org.stagelm.core.config;

/**
 * JSON ↔ settings records.
 *
 * <pre>
 * JSON tree ─ Overrides (--set) ─▶ tree ─ ConfigReader ─▶ records, all the way down ─ ConfigCheck ─▶ Faults, in one report
 *                                              │
 *                                        RecordShape: what keys a record has; SchemaWriter makes a JSON Schema of the same
 * </pre>
 */
package org.stagelm.core.config;

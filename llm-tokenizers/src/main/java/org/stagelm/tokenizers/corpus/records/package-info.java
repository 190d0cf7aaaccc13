/**
 * Corpora of records, of which one field is the text.
 *
 * <pre>
 * TextReader ─▶ JsonLines, JsonArray ─ JsonField ─┐
 *          └──▶ DelimitedRows ─▶ DelimitedRecords ┴▶ Entry: a text, or a fault ─▶ RecordDocuments (error or skip) ─▶ documents
 * </pre>
 */
package org.stagelm.tokenizers.corpus.records;

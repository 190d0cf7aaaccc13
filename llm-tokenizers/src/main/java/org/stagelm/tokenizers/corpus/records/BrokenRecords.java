package org.stagelm.tokenizers.corpus.records;

/** What to do about a record that cannot be read or lacks the text. */
public enum BrokenRecords {
    /** Stop, naming file and line. */
    ERROR,
    /** Leave it out. */
    SKIP
}

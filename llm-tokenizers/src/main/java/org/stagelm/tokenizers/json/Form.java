package org.stagelm.tokenizers.json;

/** The kinds of {@code tokenizer.json} that are known. */
public enum Form {

    /** BPE over bytes after GPT-2's pre-tokenisation: pre_tokenizer and decoder {@code ByteLevel}. */
    BYTE_LEVEL,

    /** One token per character: a BPE vocabulary without merges, no pre_tokenizer, decoder {@code Fuse}. */
    CHARACTERS
}

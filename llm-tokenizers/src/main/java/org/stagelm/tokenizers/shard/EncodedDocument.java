package org.stagelm.tokenizers.shard;

/**
 * One document as ids.
 *
 * @param digest of its text
 * @param training ids that train, with the end of the document; empty where it validates
 * @param validation ids that validate
 */
record EncodedDocument(byte[] digest, int[] training, int[] validation) {}

package org.stagelm.tokenizers.shard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256. */
final class Digest {

    static final int BYTES = 32;

    private final MessageDigest digest;

    Digest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] of(String text) {
        return new Digest().add(text.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    Digest add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    byte[] bytes() {
        return digest.digest();
    }
}

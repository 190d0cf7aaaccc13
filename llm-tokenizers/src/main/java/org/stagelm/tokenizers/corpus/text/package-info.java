/** The corpus {@code text}: {@link org.stagelm.tokenizers.corpus.text.DocumentReader} reads one file as documents. */
package org.stagelm.tokenizers.corpus.text;

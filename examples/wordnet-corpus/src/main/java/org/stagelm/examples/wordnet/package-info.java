/** A corpus plugin to copy: WordNet 3.1 as documents. {@link org.stagelm.examples.wordnet.WordNetCorpus} is all of it. */
package org.stagelm.examples.wordnet;

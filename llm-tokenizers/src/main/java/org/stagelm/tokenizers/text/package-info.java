/** What all tokenizers need: well-formed UTF-8, the classes of characters that decide where a text may be cut, and ids as they come. */
package org.stagelm.tokenizers.text;

/** Unicode as the tokenizers see it: well-formed UTF-8, and the classes of characters that decide where a text may be cut. */
package org.stagelm.tokenizers.text;

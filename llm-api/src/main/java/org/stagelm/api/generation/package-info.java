/** Choosing the next token. */
package org.stagelm.api.generation;

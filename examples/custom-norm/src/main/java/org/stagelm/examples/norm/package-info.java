/** A norm of one's own: one class and one record, in a jar on the class path. */
package org.stagelm.examples.norm;

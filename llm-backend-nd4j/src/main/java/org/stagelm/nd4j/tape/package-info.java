/**
 * Reverse-mode differentiation: while a recording is open, each operation on something that depends on a variable leaves a step on the thread's tape.
 *
 * <pre>
 * Tape       steps in their order; backward() goes through them from the last
 * Track      where the gradient of one value gathers; Leaf: that of a variable, which outlives the tape
 * Backward   how one operation passes its gradient on; its Addition adds to what has gathered, in the kernel's own pass
 * Gathering  how two gradients become one
 * </pre>
 */
package org.stagelm.nd4j.tape;

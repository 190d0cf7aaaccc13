/**
 * Native memory with explicit lifetimes.
 *
 * <pre>
 * MemoryPool   takes memory from ND4J and hands out Blocks; blocks given back serve the next step, so memory stays flat
 * Block        native memory that is given back when its last reference is released
 * Strided      elements of one type in a block: an offset, sizes and strides; views share the block
 * Reshaping    which strides show the same elements under other sizes, where no copy is needed
 * </pre>
 *
 * <p>Nothing here waits for the garbage collector. Who makes a Strided owns one reference to its block and releases it, or hands it on.
 */
package org.stagelm.nd4j.memory;

/**
 * Gets ND4J and its OpenBLAS into the process, once.
 *
 * <pre>
 * Nd4jLibrary.load()   ND4J's backend; a native part that does not load becomes a UserError that says what to add
 * SerialBlas           OpenBLAS works on the calling thread alone while an engine is open
 * </pre>
 */
package org.stagelm.nd4j.library;

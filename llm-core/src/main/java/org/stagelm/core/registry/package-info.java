/** The components on the class path, by slot and type name. */
package org.stagelm.core.registry;

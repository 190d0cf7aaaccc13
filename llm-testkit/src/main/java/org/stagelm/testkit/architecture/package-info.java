/** Rules on how the packages of a module depend on each other and on those of other modules, for each module's test to check. */
package org.stagelm.testkit.architecture;

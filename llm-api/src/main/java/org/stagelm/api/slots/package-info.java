/** The list of all slots. */
package org.stagelm.api.slots;

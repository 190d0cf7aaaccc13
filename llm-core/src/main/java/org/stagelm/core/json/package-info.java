/** JSON, read strictly. */
package org.stagelm.core.json;

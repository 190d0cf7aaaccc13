/** Files that are whole or absent: written to a temporary name, synced, then renamed. */
package org.stagelm.core.file;

/** What every command writes with: its result as a text or as one JSON object, and the progress of long work. */
package org.stagelm.cli.output;

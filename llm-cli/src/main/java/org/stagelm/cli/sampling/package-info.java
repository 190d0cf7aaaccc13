/** How commands that draw tokens are told to. */
package org.stagelm.cli.sampling;

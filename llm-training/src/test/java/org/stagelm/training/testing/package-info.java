/** What the tests of this module share: a tiny run, and the parts it is made of. */
package org.stagelm.training.testing;

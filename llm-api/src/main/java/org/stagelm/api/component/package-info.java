/** One shape for every plugin: a type name, a settings record with its defaults, and a factory. */
package org.stagelm.api.component;

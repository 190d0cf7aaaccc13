package org.stagelm.api.component;

/** Settings, of a model, that set the dimensions its parts are checked against and built with. */
public interface DimensionSettings {

    /** The dimensions; vocabulary 0. */
    Dimensions dimensions();
}

package org.stagelm.api.component;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one key of a settings record: it is what {@code stagelm components} and the JSON Schema show, and the range is checked. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** What it is for, one line. */
    String value();

    /** Such as {@code tokens} or {@code steps}. */
    String unit() default "";

    /** The smallest number allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The largest number allowed. */
    double max() default Double.POSITIVE_INFINITY;

    /** The number must be larger than this. */
    double above() default Double.NEGATIVE_INFINITY;

    /** The number must be smaller than this. */
    double below() default Double.POSITIVE_INFINITY;
}

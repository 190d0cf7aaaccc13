package org.stagelm.core.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.Initialization;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Linear;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Role;
import org.stagelm.core.registry.Registry;

/** Where a layer being built stands in its model, and what has been declared so far. */
final class ModelContext implements LayerContext {

    private final Registry registry;
    private final Dimensions dimensions;
    private final String path;
    private final Map<String, Parameter> declared;
    private final Initialization initialization;
    private final OptionalInt layer;

    private ModelContext(Registry registry, Dimensions dimensions, String path, Map<String, Parameter> declared, Initialization initialization,
            OptionalInt layer) {
        this.registry = registry;
        this.dimensions = dimensions;
        this.path = path;
        this.declared = declared;
        this.initialization = initialization;
        this.layer = layer;
    }

    static ModelContext root(Registry registry, Dimensions dimensions) {
        return new ModelContext(registry, dimensions, "", new LinkedHashMap<>(), (role, d, shape) -> {
            throw new IllegalStateException("the model declares parameters before it has chosen its initialization");
        }, OptionalInt.empty());
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Dimensions dimensions() {
        return dimensions;
    }

    @Override
    public LayerContext child(String name) {
        return new ModelContext(registry, dimensions, below(name), declared, initialization, layer);
    }

    @Override
    public LayerContext block(int number) {
        return new ModelContext(registry, dimensions, below(Integer.toString(number)), declared, initialization, OptionalInt.of(number));
    }

    @Override
    public OptionalInt layer() {
        return layer;
    }

    @Override
    public LayerContext ofWidth(int width) {
        Dimensions d = dimensions;
        return new ModelContext(registry, new Dimensions(d.layers(), width, d.context(), d.heads(), d.headSize(), d.vocabulary()), path, declared,
                initialization, layer);
    }

    @Override
    public LayerContext initializedBy(Initialization initialization) {
        return new ModelContext(registry, dimensions, path, declared, initialization, layer);
    }

    @Override
    public <T> T make(Choice<T> choice) {
        return registry.make(choice, this);
    }

    @Override
    public Path path(String path) {
        return registry.context().path(path);
    }

    @Override
    public Parameter parameter(String name, Role role, long... shape) {
        return parameter(name, role, initialization.initializer(role, dimensions, shape), shape);
    }

    @Override
    public Parameter parameter(String name, Role role, Initializer initializer, long... shape) {
        Parameter parameter = new Parameter(below(name), role, initializer, shape);
        if (declared.putIfAbsent(parameter.path(), parameter) != null) {
            throw new IllegalStateException("parameter " + parameter.path() + " is declared twice");
        }
        return parameter;
    }

    @Override
    public Linear linear(String name, Role role, int in, int out, boolean bias) {
        return new DenseLinear(child(name), role, in, out, bias);
    }

    @Override
    public List<Parameter> parameters() {
        String prefix = path.isEmpty() ? "" : path + ".";
        return declared.values().stream().filter(parameter -> parameter.path().startsWith(prefix)).toList();
    }

    private String below(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}

package org.stagelm.training.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/**
 * An engine whose variables and moments are of float32, as those of the engines in use are, while it computes as the engine behind it does. So a
 * checkpoint, which holds float32, is exact, and a resumed run can be held to the unbroken one bit for bit.
 */
public final class Float32Memory {

    private Float32Memory() {}

    public static Engine over(Engine engine) {
        return (Engine) Proxy.newProxyInstance(Float32Memory.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
            try {
                if (method.getName().equals("assign")) {
                    try (Scope scope = engine.scope()) {
                        Tensor source = (Tensor) arguments[1];
                        engine.assign((Tensor) arguments[0], source.cast(DType.FLOAT32).cast(source.type()));
                    }
                    return null;
                }
                if (method.getName().equals("adam")) {
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                return method.invoke(engine, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}

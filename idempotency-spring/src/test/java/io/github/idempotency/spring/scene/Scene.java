package io.github.idempotency.spring.scene;

import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.spring.value.JacksonValueCodec;
import io.github.idempotency.test.FlakyStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** A running application context with the module and the beans of one test. */
public final class Scene implements AutoCloseable {

    private final AnnotationConfigApplicationContext context;

    private Scene(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    /** Starts a context with these components or configurations, proxied by class as Spring Boot does. */
    public static Scene of(Class<?>... components) {
        return builder().with(components).start();
    }

    public static Builder builder() {
        return new Builder();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public FlakyStore store() {
        return bean(FlakyStore.class);
    }

    public Events events() {
        return bean(Events.class);
    }

    public MeterRegistry meters() {
        return bean(MeterRegistry.class);
    }

    public IdempotencyTemplate template() {
        return bean(IdempotencyTemplate.class);
    }

    public AnnotationConfigApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }

    /** Says what is in the context. */
    public static final class Builder {

        private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        private final Map<String, Object> properties = new HashMap<>();
        private ValueCodec codec = new JacksonValueCodec(JsonMapper.builder().build());
        private boolean proxyClasses = true;

        public Builder with(Class<?>... components) {
            for (Class<?> component : components) {
                context.register(component);
            }
            return this;
        }

        public Builder property(String name, String value) {
            properties.put(name, value);
            return this;
        }

        public Builder codec(ValueCodec valueCodec) {
            codec = valueCodec;
            return this;
        }

        /** Proxies by interface where there is one, as plain Spring does. */
        public Builder jdkProxies() {
            proxyClasses = false;
            return this;
        }

        public Builder customized(Consumer<AnnotationConfigApplicationContext> change) {
            change.accept(context);
            return this;
        }

        public Scene start() {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("scene", properties));
            context.register(SceneConfiguration.class, PropertySourcesPlaceholderConfigurer.class);
            context.registerBean(ValueCodec.class, () -> codec);
            AopConfigUtils.registerAutoProxyCreatorIfNecessary(context);
            if (proxyClasses) {
                AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(context);
            }
            try {
                context.refresh();
            } catch (RuntimeException e) {
                context.close();
                throw e;
            }
            return new Scene(context);
        }
    }
}

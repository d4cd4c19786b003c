package io.github.idempotency.test.slice;

import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.test.StoreFaults;
import io.github.idempotency.test.call.RecordedCalls;
import java.time.Duration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Lets every test method begin with nothing recorded, no faults and, in the slice, no keys. */
final class ResettingListener implements TestExecutionListener {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public void beforeTestMethod(TestContext test) {
        if (test.hasApplicationContext()) {
            ApplicationContext context = test.getApplicationContext();
            context.getBeanProvider(StoreFaults.class).ifAvailable(StoreFaults::reset);
            context.getBeanProvider(KeysInMemory.class).ifAvailable(KeysInMemory::forget);
            context.getBeanProvider(RecordedCalls.class).ifAvailable(RecordedCalls::reset);
        }
    }

    /**
     * Nothing may hang when the context is closed. And what the store did not take is taken now, because the engine keeps it
     * and would come with it in the middle of another test.
     */
    @Override
    public void afterTestMethod(TestContext test) {
        if (test.hasApplicationContext()) {
            ApplicationContext context = test.getApplicationContext();
            context.getBeanProvider(StoreFaults.class).ifAvailable(faults -> {
                faults.recover();
                context.getBeanProvider(EngineRegistry.class).ifAvailable(engines -> engines.flush(PATIENCE));
            });
        }
    }
}

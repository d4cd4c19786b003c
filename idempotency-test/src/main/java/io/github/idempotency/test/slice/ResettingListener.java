package io.github.idempotency.test.slice;

import io.github.idempotency.test.StoreFaults;
import io.github.idempotency.test.call.RecordedCalls;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Lets every test method begin with nothing recorded, no faults and, in the slice, no keys. */
final class ResettingListener implements TestExecutionListener {

    @Override
    public void beforeTestMethod(TestContext test) {
        if (test.hasApplicationContext()) {
            ApplicationContext context = test.getApplicationContext();
            context.getBeanProvider(StoreFaults.class).ifAvailable(StoreFaults::recover);
            context.getBeanProvider(KeysInMemory.class).ifAvailable(KeysInMemory::forget);
            context.getBeanProvider(RecordedCalls.class).ifAvailable(RecordedCalls::reset);
        }
    }

    /** Nothing may hang when the context is closed. */
    @Override
    public void afterTestMethod(TestContext test) {
        if (test.hasApplicationContext()) {
            test.getApplicationContext().getBeanProvider(StoreFaults.class).ifAvailable(StoreFaults::recover);
        }
    }
}

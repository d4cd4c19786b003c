package io.github.idempotency.test.call;

import java.time.Duration;

/** Entry point of the assertions about calls; to be imported statically. */
public final class CallAssertions {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private CallAssertions() {}

    /** Assertions about all recorded calls; about those of one operation after {@link RecordedCallsAssert#ofOperation}. */
    public static RecordedCallsAssert assertThatCalls(RecordedCalls recorded) {
        return new RecordedCallsAssert(recorded, null, PATIENCE);
    }
}

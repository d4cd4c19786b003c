package io.github.idempotency.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.store.StoreUnavailableException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailuresTests {

    @Test
    void theMessageSaysWhatToCheckAndTheCauseIsKept() {
        IOException cause = new IOException("Connection refused");

        StoreUnavailableException failure = Failures.unavailable(Script.CLAIM, cause);

        assertThat(failure)
                .hasCause(cause)
                .hasMessageContaining("claim")
                .hasMessageContaining("check that it is running");
    }

    @Test
    void theServersAnswerIsUnderstoodWhereverItStands() {
        assertHint("OOM command not allowed when used memory > 'maxmemory'.", "raise maxmemory");
        assertHint(
                "ERR Error running script (call to f_1): @user_script:83: -OOM command not allowed when used memory",
                "raise maxmemory");
        assertHint("READONLY You can't write against a read only replica.", "connect to the primary");
        assertHint("NOPERM this user has no permissions to run the 'evalsha' command", "allow EVAL, EVALSHA");
        assertHint("ERR The user executing the script can't run this command or subcommand", "allow EVAL, EVALSHA");
        assertHint("MOVED 866 127.0.0.1:7001", "configure the connection factory for Redis Cluster");
    }

    @Test
    void aWordInPassingIsNoAnswer() {
        assertThat(Failures.answered(new IOException("BROOM closet is full"), "OOM"))
                .isFalse();
        assertThat(Failures.answered(new IOException(), "OOM")).isFalse();
    }

    private static void assertHint(String answer, String hint) {
        Exception wrapped = new IllegalStateException("Error in execution", new IOException(answer));
        assertThat(Failures.unavailable(Script.COMPLETE, wrapped)).hasMessageContaining(hint);
    }
}

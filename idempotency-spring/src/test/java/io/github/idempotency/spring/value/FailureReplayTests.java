package io.github.idempotency.spring.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.ReplayedFailureException;
import io.github.idempotency.codec.RecordedFailure;
import io.github.idempotency.spring.scene.Effects;
import io.github.idempotency.spring.value.Failures.Declined;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is recorded names a class; nothing but the code says which classes may be instantiated. */
class FailureReplayTests {

    static class Hostile {
        static {
            Effects.next();
        }

        Hostile(String message) {
            Effects.next();
        }
    }

    static class HostileError extends Error {
        private static final long serialVersionUID = 1L;

        static {
            Effects.next();
        }

        HostileError(String message) {
            super(message);
        }
    }

    @BeforeEach
    void reset() {
        Effects.reset();
    }

    @Test
    void aStoredNameOfAnotherClassIsNeitherInstantiatedNorInitialised() {
        for (String name : List.of(
                FailureReplayTests.class.getName() + "$Hostile",
                FailureReplayTests.class.getName() + "$HostileError",
                "javax.script.ScriptEngineManager",
                "org.springframework.context.support.ClassPathXmlApplicationContext",
                "java.lang.OutOfMemoryError",
                "[Ljava.lang.String;",
                "int",
                "no.such.Class",
                "",
                "../../etc/passwd")) {
            Throwable rebuilt = FailureReplay.rebuild(
                    new RecordedFailure(name, "http://127.0.0.1/evil.xml"), List.of(Declined.class, Exception.class));

            assertThat(rebuilt).isExactlyInstanceOf(ReplayedFailureException.class);
            assertThat(((ReplayedFailureException) rebuilt).originalType()).isEqualTo(name);
        }
        assertThat(Effects.count()).isZero();
    }
}

package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.test.FlakyStore.Verb;
import io.github.idempotency.test.Gate;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large answers and streamed ones: recorded up to the limit, and beyond it executed once all the same. */
class LargeAnswerTests extends HttpTest {

    private static final int THREE_MB = 3 * 1024 * 1024;
    private static final int LIMIT = 5 * 1024 * 1024;

    @ParameterizedTest(name = "H76 {0}")
    @ValueSource(strings = {"bytes", "list", "entity", "stream", "declared", "writer", "streamed", "streamed-entity"})
    @DisplayName("H76 An answer of 3 MB is replayed to the byte")
    void anAnswerOf3MbIsReplayed(String way) {
        Reply first = post(way, THREE_MB);
        assertThat(first.status()).isLessThan(300);
        assertThat(first.body()).hasSizeGreaterThanOrEqualTo(THREE_MB);

        Answers.isReplay(post(way, THREE_MB), first);
        assertThat(runs.of("large")).isOne();
    }

    @Test
    @DisplayName("H76 The limit itself is still recorded")
    void theLimitItselfIsStillRecorded() {
        Reply first = post("stream", LIMIT);
        assertThat(first.body()).hasSize(LIMIT);

        Answers.isReplay(post("stream", LIMIT), first);
    }

    @ParameterizedTest(name = "H76 {0}")
    @ValueSource(strings = {"bytes", "list", "entity", "stream", "declared", "writer", "streamed", "streamed-entity"})
    @DisplayName(
            "H76 Beyond the limit the first client gets all of it, and a duplicate is refused without a second run")
    void beyondTheLimitADuplicateIsRefused(String way) {
        int size = LIMIT + 1;
        Reply first = post(way, size);
        assertThat(first.status()).isLessThan(300);
        assertThat(first.body()).hasSizeGreaterThanOrEqualTo(size);
        assertThat(first.first()).isTrue();

        Answers.isNotRecorded(post(way, size));
        Answers.isNotRecorded(post(way, size));
        assertThat(runs.of("large")).isOne();
    }

    @Test
    @DisplayName("H27 H76 Beyond the limit as well nothing leaves before the record is complete")
    void nothingLeavesBeforeTheRecordIsComplete() throws Exception {
        Gate completion = store.on(Verb.COMPLETE).hang();
        try (Wire wire = new Wire(port)) {
            wire.send("POST /large/stream?size=" + (LIMIT + 1) + " HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: " + key
                    + "\r\nContent-Length: 0\r\n\r\n");
            assertThat(completion.awaitArrival(Duration.ofSeconds(20))).isTrue();
            assertThat(wire.arrived()).isZero();
            completion.open();
            assertThat(wire.read().body()).hasSize(LIMIT + 1);
        }
        Answers.isNotRecorded(post("stream", LIMIT + 1));
    }

    @ParameterizedTest(name = "H52 {0} bytes beyond the limit")
    @CsvSource({"-100", "100"})
    @DisplayName("H52 H76 A failure frees the key however large its answer is")
    void aFailureFreesTheKeyHoweverLarge(int beyond) {
        int size = LIMIT + beyond;
        Reply first = post("entity", size + "&status=500");
        assertThat(first.status()).isEqualTo(500);
        assertThat(first.body()).hasSize(size).startsWith('1');

        Reply second = post("entity", size + "&status=500");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).hasSize(size).startsWith('2');
        assertThat(second.first()).isTrue();
    }

    @ParameterizedTest(name = "H77 {0} bytes")
    @ValueSource(ints = {10, THREE_MB})
    @DisplayName("H77 A stream that breaks off leaves an error, and its work is not done again")
    void aStreamThatBreaksOff(int size) {
        Reply first = post("broken-stream", size);
        assertThat(first.status()).isEqualTo(500);
        assertThat(first.text()).contains("\"status\":500");

        Answers.isNotRecorded(post("broken-stream", size));
        assertThat(runs.of("large")).isOne();
    }

    private Reply post(String way, Object size) {
        return client.post("/large/" + way + "?size=" + size).key(key).send();
    }
}

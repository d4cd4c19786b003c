package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Answers above {@code idempotency.compress-above} take less space, and nobody outside can tell. */
class CompressedAnswerTests extends ConfiguredHttpTest {

    private static final int THRESHOLD = 1_024;

    @Autowired
    private Heard heard;

    @BeforeEach
    void listen() {
        heard.forget();
    }

    @ParameterizedTest(name = "H22 {0}")
    @ValueSource(
            strings = {
                "/answers/pdf",
                "/large/bytes?size=3000000",
                "/large/list?size=100000",
                "/large/stream?size=100000",
                "/large/streamed?size=100000",
                "/large/writer?size=2000"
            })
    @DisplayName("H22 What was recorded compressed is replayed to the byte")
    void whatWasRecordedCompressedIsReplayed(String path) {
        Reply first = post(path);
        assertThat(first.body()).hasSizeGreaterThan(THRESHOLD);

        isReplay(post(path), first);
        assertThat(recordedBytes()).isLessThan(first.body().length / 4);
    }

    @ParameterizedTest(name = "H22 {0}")
    @ValueSource(strings = {"/answers/headers", "/answers/empty", "/large/bytes?size=500"})
    @DisplayName("H22 Small answers are recorded as they are")
    void smallAnswersAreRecordedAsTheyAre(String path) {
        Reply first = post(path);

        isReplay(post(path), first);
        assertThat(recordedBytes()).isBetween(first.body().length, THRESHOLD);
    }

    @Test
    @DisplayName("H76 The limit of answers is that of their bytes before compression")
    void theLimitIsThatBeforeCompression() {
        String path = "/large/bytes?size=" + (5 * 1024 * 1024 + 1);
        assertThat(post(path).status()).isEqualTo(200);

        Answers.isNotRecorded(post(path));
    }

    private Reply post(String path) {
        return client.post(path).key(quoted).send();
    }

    private static void isReplay(Reply reply, Reply first) {
        assertThat(replayed(reply)).as("Not a replay: %s", reply).isTrue();
        assertThat(reply.status()).isEqualTo(first.status());
        assertThat(reply.body()).isEqualTo(first.body());
        Map<String, List<String>> headers = reply.answerHeaders();
        headers.remove("x-replayed");
        Map<String, List<String>> expected = first.answerHeaders();
        expected.remove("x-points");
        assertThat(headers).isEqualTo(expected);
    }

    /** As the store has it, and as it came back from there. */
    private int recordedBytes() {
        List<EngineEvent.Ended> ends = heard.all(EngineEvent.Ended.class);
        assertThat(ends).extracting(EngineEvent.Ended::ending).containsExactly(Ending.RECORDED);
        assertThat(heard.all(EngineEvent.Replayed.class))
                .extracting(EngineEvent.Replayed::payloadBytes)
                .containsExactly(ends.get(0).payloadBytes());
        return ends.get(0).payloadBytes();
    }
}

package io.github.idempotency.faults.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTests {

    private static final CallKey KEY = new CallKey("pay", "a\tb", "k\\n \u00e9");

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        List<Call> calls = List.of(
                new Call(KEY, "a", -5, 10, new Answer.Success(201, true, "d", "k", "c", "")),
                new Call(KEY, "b", -4, 11, new Answer.Success(200, false, "d", KEY.key(), KEY.caller(), "e")),
                new Call(KEY, "c", -3, 12, new Answer.Refused(409, "request-in-progress")),
                new Call(KEY, "c", -2, 12, new Answer.Refused(500, "")),
                new Call(KEY, "d", -1, 13, new Answer.None("cut\r\nby the proxy")));
        Outage outage = new Outage("store", "paused", 1, 2);
        Effect effect = new Effect(KEY, "e", "b", 7);
        History history = new History();
        calls.forEach(history::add);
        history.add(outage);
        history.add(effect);
        history.closingRound(42);

        Path file = folder.resolve("history.txt");
        history.write(file);
        History read = History.read(file);

        assertThat(read.closingNanos()).isEqualTo(42);
        assertThat(read.outages()).containsExactly(outage);
        assertThat(read.keys()).containsExactly(KEY);
        assertThat(read.each()).singleElement().satisfies(each -> {
            assertThat(each.calls()).isEqualTo(calls);
            assertThat(each.effects()).containsExactly(effect);
        });
    }

    @Test
    void whatIsNoHistoryIsNotRead() throws IOException {
        Path file = folder.resolve("other.txt");
        Files.writeString(file, "something else\n");
        assertThatIOException().isThrownBy(() -> History.read(file)).withMessageContaining("is no history");

        Files.writeString(file, "idempotency history 1\t5\nsurprise\ta\tb\tc\td\t1\t2\tx\n");
        assertThatIOException().isThrownBy(() -> History.read(file)).withMessageContaining("cannot be read");
    }
}

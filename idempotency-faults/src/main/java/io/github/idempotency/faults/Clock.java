package io.github.idempotency.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The wall clock of one process, where libfaketime is there to shift it. */
final class Clock {

    private final Path offset;
    private final Path library;

    Clock(Path library, Path offset) throws IOException {
        this.library = library;
        this.offset = offset;
        set(0);
    }

    /** What the process has to be started with. Durations are measured by another clock, which goes on as it should. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toAbsolutePath().toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    /** @param seconds ahead of the true time, or behind it where negative */
    void set(long seconds) throws IOException {
        Path next = offset.resolveSibling(offset.getFileName() + ".next");
        Files.writeString(next, (seconds < 0 ? "" : "+") + seconds + "\n");
        Files.move(next, offset, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}

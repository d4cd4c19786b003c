package io.github.idempotency.faults.history;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A history as text: the closing round, the outages, and then key by key its calls and effects. */
final class HistoryFile {

    private static final String TITLE = "idempotency history 1";

    private HistoryFile() {}

    static void write(History history, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            line(out, TITLE, Long.toString(history.closingNanos()));
            for (Outage each : history.outages()) {
                line(out, HistoryLine.of(each));
            }
            for (KeyHistory key : history.each()) {
                for (Call each : key.calls()) {
                    line(out, HistoryLine.of(each));
                }
                for (Effect each : key.effects()) {
                    line(out, HistoryLine.of(each));
                }
            }
        }
    }

    static History read(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            History history = new History();
            String line = in.readLine();
            if (line == null || !line.startsWith(TITLE + '\t')) {
                throw new IOException(file + " is no history: its first line is not \"" + TITLE + "\"");
            }
            history.closingRound(Long.parseLong(line.substring(TITLE.length() + 1)));
            while ((line = in.readLine()) != null) {
                HistoryLine.addTo(history, line);
            }
            return history;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + " has a line that cannot be read", e);
        }
    }

    private static void line(BufferedWriter out, String... fields) throws IOException {
        out.write(HistoryLine.join(fields));
        out.write('\n');
    }
}

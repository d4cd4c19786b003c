package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.UnreadableRecordException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Whatever stands in a row, it is read as what it says or refused as unreadable. */
class StoredRecordFuzzTests {

    private static final IdempotencyKey KEY = IdempotencyKey.of("a");
    private static final ClaimRequest REQUEST = new ClaimRequest(
            KEY, new Owner(1, 2), Fingerprint.NONE, "test", Duration.ofSeconds(1), Duration.ofSeconds(1), true);

    @FuzzTest
    void aRowIsReadOrRefused(byte[] input) throws SQLException {
        ByteBuffer columns = ByteBuffer.wrap(input);
        StoredRecord record;
        try {
            record = StoredRecord.read(KEY, row(columns));
        } catch (UnreadableRecordException e) {
            assertThat(e).hasMessageContaining("delete");
            return;
        }
        assertThat(record.token()).isPositive();
        assertThat(record.attempt()).isPositive();
        assertThat(record.view("test", 0, Duration.ZERO).lease()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(record.answer(REQUEST, new byte[0])).isNotNull();
    }

    /** Every column takes its next bytes; the first byte of a text or of bytes is its length, 255 stands for NULL. */
    private static ResultSet row(ByteBuffer columns) {
        return (ResultSet) Proxy.newProxyInstance(
                ResultSet.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getInt" -> columns.hasRemaining() ? (int) columns.get() : 0;
                        case "getLong" -> columns.remaining() < Long.BYTES ? 0L : columns.getLong();
                        case "getString" -> text(columns);
                        default -> bytes(columns);
                    };
                });
    }

    private static String text(ByteBuffer columns) {
        byte[] text = bytes(columns);
        return text == null ? null : new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer columns) {
        int length = columns.hasRemaining() ? columns.get() & 0xff : 255;
        if (length == 255) {
            return null;
        }
        byte[] bytes = new byte[Math.min(length, columns.remaining())];
        columns.get(bytes);
        return bytes;
    }
}

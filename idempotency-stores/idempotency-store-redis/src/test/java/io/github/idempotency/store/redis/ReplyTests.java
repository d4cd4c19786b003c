package io.github.idempotency.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTests {

    private static final long TOO_LARGE = 1L << 31;

    @Test
    void aNumberTooLargeForARecordMakesItUnreadable() {
        Reply reply = Reply.of(IdempotencyKey.of("a"), List.of(1L, TOO_LARGE));

        assertThat(reply.number(1)).isEqualTo(TOO_LARGE);
        assertThatThrownBy(() -> reply.integer(1))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("delete it");
    }

    @Test
    void aNumberTooLargeInAnyOtherReplyIsNoAnswer() {
        Reply reply = Reply.of(List.of(1L, TOO_LARGE));

        assertThatThrownBy(() -> reply.integer(1)).isInstanceOf(StoreUnavailableException.class);
    }
}

package io.github.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTests {

    @Test
    void theSamePartsMakeTheSameKey() {
        assertThat(IdempotencyKey.of("http", "acme", "POST /orders", "4711"))
                .isEqualTo(IdempotencyKey.of("http", "acme", "POST /orders", "4711"))
                .hasSameHashCodeAs(IdempotencyKey.of("http", "acme", "POST /orders", "4711"));
    }

    @Test
    void noChoiceOfOnePartCanImitateAnother() {
        List<IdempotencyKey> keys = List.of(
                IdempotencyKey.of("a", "bc"),
                IdempotencyKey.of("ab", "c"),
                IdempotencyKey.of("abc"),
                IdempotencyKey.of("abc", ""),
                IdempotencyKey.of("", "abc"),
                IdempotencyKey.of("a", "b", "c"),
                IdempotencyKey.of("c", "b", "a"),
                IdempotencyKey.of("a\u0000\u0000\u0000\u0002bc"),
                IdempotencyKey.of("a", "\u0000\u0000\u0000\u0002bc"),
                IdempotencyKey.of(""),
                IdempotencyKey.of("", ""));

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void textThatIsNoUnicodeIsKeptApartInsteadOfRepaired() {
        List<IdempotencyKey> keys = List.of(
                IdempotencyKey.of("\uD800"),
                IdempotencyKey.of("\uD801"),
                IdempotencyKey.of("\uDC00"),
                IdempotencyKey.of("?"),
                IdempotencyKey.of("\uFFFD"),
                IdempotencyKey.of("\uD800\uDC00"),
                IdempotencyKey.of("\uDC00\uD800"));

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void theDerivationStaysAsItIsBecauseRecordsOutliveReleases() {
        // printf '\001\000\000\000\001a\000\000\000\003b\303\251' | sha256sum
        assertThat(IdempotencyKey.of("a", "b\u00e9").hex())
                .isEqualTo("8470f4c9ac405235b0c0cf06206ed7756cb6b625b0b43f0e55ff4381cc4df9cc");
    }

    @Test
    void aKeyNeedsAtLeastOnePart() {
        assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.of());
    }

    @Test
    void aKeySurvivesTheWayThroughItsBytes() {
        IdempotencyKey key = IdempotencyKey.of("k");

        assertThat(IdempotencyKey.fromBytes(key.bytes())).isEqualTo(key);
        assertThat(key.bytes()).hasSize(IdempotencyKey.LENGTH);
        assertThat(key.hex()).isEqualTo(HexFormat.of().formatHex(key.bytes()));
        assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.fromBytes(new byte[31]));
    }

    @Test
    void nobodyCanChangeAKeyThroughItsBytes() {
        byte[] bytes = new byte[IdempotencyKey.LENGTH];
        IdempotencyKey key = IdempotencyKey.fromBytes(bytes);
        bytes[0] = 1;
        key.bytes()[0] = 1;

        assertThat(key.bytes()).containsOnly(0);
    }

    @Test
    void itShowsTwelveDigitsOfItsDigestAndNothingOfTheRawKey() {
        IdempotencyKey key = IdempotencyKey.of("alice@example.org", "secret");

        assertThat(key.toString()).hasSize(12).isEqualTo(key.hex().substring(0, 12));
    }

    @Test
    void tellsThousandsApart() {
        Set<IdempotencyKey> keys = IntStream.range(0, 10_000)
                .mapToObj(number -> IdempotencyKey.of("op", String.valueOf(number)))
                .collect(Collectors.toSet());

        assertThat(keys).hasSize(10_000);
    }
}

package io.github.idempotency.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimTests {

    static Stream<Arguments> claims() {
        return Stream.of(
                arguments(new Claim.Granted(new Lease(IdempotencyKey.of("k"), Owner.next(), 1), 1), "granted"),
                arguments(new Claim.Held(Fingerprint.NONE, Duration.ZERO), "held"),
                arguments(new Claim.Abandoned(Fingerprint.NONE, 1), "abandoned"),
                arguments(new Claim.Settled(Fingerprint.NONE, Outcome.unknown()), "settled"));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void exactlyTheFunctionOfItsKindIsApplied(Claim claim, String kind) {
        String applied =
                claim.fold(granted -> "granted", held -> "held", abandoned -> "abandoned", settled -> "settled");

        assertThat(applied).isEqualTo(kind);
    }
}

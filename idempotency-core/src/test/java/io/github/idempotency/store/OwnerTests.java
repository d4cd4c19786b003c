package io.github.idempotency.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnerTests {

    @Test
    void noTwoOwnersAreTheSameWhicheverThreadAsks() {
        Set<Owner> owners = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 50_000).parallel().forEach(i -> owners.add(Owner.next()));

        assertThat(owners).hasSize(50_000);
    }

    @Test
    void noShareOfAnOwnerIsACounterThatACopyOfTheProcessWouldContinue() {
        Owner first = Owner.next();
        Owner second = Owner.next();

        assertThat(second.high()).isNotEqualTo(first.high());
        assertThat(Math.abs(second.low() - first.low())).isGreaterThan(1_000);
    }

    @Test
    void anOwnerSurvivesTheWayThroughItsBytes() {
        Owner owner = new Owner(0x0102030405060708L, -2);

        assertThat(owner.bytes())
                .hasSize(Owner.LENGTH)
                .startsWith(1, 2, 3, 4, 5, 6, 7, 8, 0xFF)
                .endsWith(0xFE);
        assertThat(Owner.fromBytes(owner.bytes())).isEqualTo(owner);
        assertThatIllegalArgumentException().isThrownBy(() -> Owner.fromBytes(new byte[15]));
    }
}

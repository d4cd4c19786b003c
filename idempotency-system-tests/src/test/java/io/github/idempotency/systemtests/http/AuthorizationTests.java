package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.test.FlakyStore.Verb;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay is authorised like any request, and a refused request leaves its key alone. */
class AuthorizationTests extends SecuredTest {

    @Test
    @DisplayName("H49 401: without credentials the key is untouched")
    void withoutCredentialsTheKeyIsUntouched() {
        int claims = store.calls(Verb.CLAIM);
        Reply refused =
                client.post("/vault/secret").key(key).body("text/plain", "tea").send();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.has("WWW-Authenticate")).isTrue();
        assertThat(store.calls(Verb.CLAIM)).isEqualTo(claims);

        Answers.isFirst(tea("ada", "secret"), 200, "ada 1 tea");
    }

    @ParameterizedTest(name = "H70 {0}")
    @ValueSource(strings = {"secret", "by-method"})
    @DisplayName("H49 H70 403: who may not call gets neither a run nor a replay, by path or by method security")
    void whoMayNotCallGetsNoReplay(String path) {
        permits.revoke("ada");
        assertThat(tea("ada", path).status()).isEqualTo(403);
        permits.grantAll();

        Reply first = tea("ada", path);
        Answers.isFirst(first, 200, "ada 1 tea");

        permits.revoke("ada");
        int claims = store.calls(Verb.CLAIM);
        Reply refused = tea("ada", path);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.first()).isTrue();
        assertThat(refused.text()).doesNotContain("ada 1");
        assertThat(store.calls(Verb.CLAIM)).isEqualTo(claims);

        permits.grantAll();
        Answers.isReplay(tea("ada", path), first);
    }

    @Test
    @DisplayName("H55 403: what a service inside refuses is not recorded")
    void whatAServiceInsideRefusesIsNotRecorded() {
        permits.revoke("ada");
        Reply refused = tea("ada", "by-service");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.first()).isTrue();
        permits.grantAll();

        Reply first = tea("ada", "by-service");
        Answers.isFirst(first, 200, "ada 1 tea");
        Answers.isReplay(tea("ada", "by-service"), first);
    }

    @Test
    @DisplayName("H70 A refusal after the work was done does not let it happen again")
    void aRefusalAfterTheWorkWasDone() {
        permits.revoke("ada");
        assertThat(tea("ada", "afterwards").status()).isEqualTo(403);
        permits.grantAll();

        Answers.isNotRecorded(tea("ada", "afterwards"));
        assertThat(runs.of("vault")).isOne();
    }
}

package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody meets another's keys. */
class PrincipalTests extends SecuredTest {

    @ParameterizedTest(name = "H68 {0}")
    @ValueSource(strings = {"secret", "later", "by-method"})
    @DisplayName("H68 The same request with the same key by two users runs twice, and each sees only the own answer")
    void theSameKeyOfTwoUsers(String path) {
        Reply ada = tea("ada", path);
        Answers.isFirst(ada, 200, "ada 1 tea");
        Reply bob = tea("bob", path);
        Answers.isFirst(bob, 200, "bob 2 tea");

        Answers.isReplay(tea("ada", path), ada);
        Answers.isReplay(tea("bob", path), bob);
        assertThat(runs.of("vault")).isEqualTo(2);
    }

    @Test
    @DisplayName("H68 Another user's key cannot be found out by sending another request with it")
    void anotherUsersKeyCannotBeFoundOut() {
        tea("ada", "secret");

        Answers.isFirst(as("bob", "secret").body("text/plain", "coffee").send(), 200, "bob 2 coffee");
        assertThat(as("ada", "secret").body("text/plain", "coffee").send().status())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("H68 nor while it is in use")
    void norWhileItIsInUse() {
        CompletableFuture<Reply> ada = as("ada", "slow/" + key).sendAsync();
        doors.awaitArrival(key);

        CompletableFuture<Reply> bob = as("bob", "slow/" + key).sendAsync();
        Answers.isInProgress(as("ada", "slow/" + key).send());
        doors.open(key);

        assertThat(ada.join().text()).startsWith("ada");
        assertThat(bob.join().text()).startsWith("bob");
        assertThat(runs.of("vault")).isEqualTo(2);
    }

    @Test
    @DisplayName("H68 Callers that are not authenticated share one space of keys, apart from all users")
    void callersThatAreNotAuthenticated() {
        Reply nobody = client.post("/vault/open/secret")
                .key(key)
                .body("text/plain", "tea")
                .send();
        Answers.isFirst(nobody, 200, "nobody 1 tea");
        Answers.isFirst(tea("ada", "open/secret"), 200, "ada 2 tea");

        Answers.isReplay(
                client.post("/vault/open/secret")
                        .key(key)
                        .body("text/plain", "tea")
                        .send(),
                nobody);
        assertThat(runs.of("vault")).isEqualTo(2);
    }

    @Test
    @DisplayName("H69 The same user and key in two tenants runs twice, and without a tenant is a third")
    void theSameKeyInTwoTenants() {
        Reply north = inTenant("north");
        Answers.isFirst(north, 200, "ada 1 tea");
        Reply south = inTenant("south");
        Answers.isFirst(south, 200, "ada 2 tea");
        Reply none = tea("ada", "secret");
        Answers.isFirst(none, 200, "ada 3 tea");

        Answers.isReplay(inTenant("north"), north);
        Answers.isReplay(inTenant("south"), south);
        Answers.isReplay(tea("ada", "secret"), none);
    }

    @Test
    @DisplayName("H69 No tenant's name can pass for the lack of one")
    void noTenantsNameCanPassForTheLackOfOne() {
        Answers.isFirst(tea("ada", "secret"), 200, "ada 1 tea");
        Answers.isFirst(inTenant("-"), 200, "ada 2 tea");
        Answers.isFirst(inTenant(""), 200, "ada 3 tea");
    }

    private Reply inTenant(String tenant) {
        return as("ada", "secret")
                .header(SecurityOfTheShop.TENANT, tenant)
                .body("text/plain", "tea")
                .send();
    }
}

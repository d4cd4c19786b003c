package io.github.idempotency.sample.keyless;

import jakarta.validation.constraints.NotBlank;

record Address(@NotBlank String street, @NotBlank String city) {}

package io.github.idempotency.benchmarks.load.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * One application in three variants, chosen by profile: {@code bare}, {@code ours} or {@code reference}; and with {@code
 * redis} or {@code postgresql}.
 */
@SpringBootApplication
public class ShopUnderLoad {

    public static void main(String[] arguments) {
        SpringApplication.run(ShopUnderLoad.class, arguments);
    }
}

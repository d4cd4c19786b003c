package io.github.idempotency.spring.value;

/** Exceptions with constructors of every kind. */
final class Failures {

    private Failures() {}

    static class Declined extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Declined(String message) {
            super(message);
        }
    }

    static class DeclinedForever extends Declined {
        private static final long serialVersionUID = 1L;

        DeclinedForever(String message, Throwable cause) {
            super(message);
            initCause(cause);
        }
    }

    static class OutOfStock extends Declined {
        private static final long serialVersionUID = 1L;

        OutOfStock(String article) {
            super("No more of " + article);
        }
    }

    static class Fixed extends Declined {
        private static final long serialVersionUID = 1L;

        Fixed() {
            super("always the same");
        }
    }

    static class Numbered extends Declined {
        private static final long serialVersionUID = 1L;

        Numbered(int number) {
            super("number " + number);
        }
    }

    static class Speechless extends Declined {
        private static final long serialVersionUID = 1L;

        Speechless() {
            super(null);
        }

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException();
        }
    }

    static class Busy extends Exception {
        private static final long serialVersionUID = 1L;

        Busy(String message) {
            super(message);
        }
    }
}

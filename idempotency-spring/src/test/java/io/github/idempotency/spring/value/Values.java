package io.github.idempotency.spring.value;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.scene.Effects;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One method for each kind of value; every method runs once and must give the same value when it is called again. */
@SuppressWarnings({"NonApiType", "JavaUtilDate"}) // people return such types
class Values {

    record Receipt(String id, BigDecimal amount, Instant at, Optional<String> note, List<Line> lines) {}

    record Line(int number, Map<Locale, String> texts) {}

    record Page<T>(List<T> content, long total) {}

    enum Status {
        OPEN {
            @Override
            String text() {
                return "still open";
            }
        },
        DONE;

        String text() {
            return "done";
        }
    }

    static Receipt receipt(int number) {
        return new Receipt(
                "r-" + number,
                new BigDecimal("12.50"),
                Instant.parse("2026-11-01T10:15:30.123456789Z"),
                number % 2 == 0 ? Optional.empty() : Optional.of("note \u20ac \ud83d\ude00 \"quoted\""),
                List.of(new Line(1, Map.of(Locale.GERMANY, "Brot")), new Line(2, Map.of())));
    }

    private static <T> T once(T value) {
        Effects.next();
        return value;
    }

    @Idempotent(key = "#id")
    public Receipt aRecord(String id) {
        return once(receipt(1));
    }

    @Idempotent(key = "#id")
    public List<Receipt> aListOfRecords(String id) {
        return once(List.of(receipt(1), receipt(2)));
    }

    @Idempotent(key = "#id")
    public Set<Receipt> aSetOfRecords(String id) {
        return once(Set.of(receipt(1), receipt(2)));
    }

    @Idempotent(key = "#id")
    public Map<String, List<Receipt>> aMapOfListsOfRecords(String id) {
        return once(Map.of("a", List.of(receipt(1)), "b", List.of()));
    }

    @Idempotent(key = "#id")
    public Map<Status, Integer> anEnumMap(String id) {
        return once(new EnumMap<>(Map.of(Status.DONE, 1, Status.OPEN, 2)));
    }

    @Idempotent(key = "#id")
    public Page<Receipt> aGenericRecord(String id) {
        return once(new Page<>(List.of(receipt(1)), 17));
    }

    @Idempotent(key = "#id")
    public Page<Page<Receipt>> aNestedGenericRecord(String id) {
        return once(new Page<>(List.of(new Page<>(List.of(receipt(2)), 1)), 2));
    }

    @Idempotent(key = "#id")
    public Map<String, Integer> aMapInItsOrder(String id) {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", 2);
        map.put("m", 3);
        return once(map);
    }

    @Idempotent(key = "#id")
    public TreeMap<Integer, Status> aMapByItsClass(String id) {
        return once(new TreeMap<>(Map.of(2, Status.OPEN, 1, Status.DONE)));
    }

    @Idempotent(key = "#id")
    public Optional<Receipt> anOptional(String id) {
        return once(Optional.of(receipt(1)));
    }

    @Idempotent(key = "#id")
    public Optional<Receipt> anEmptyOptional(String id) {
        return once(Optional.empty());
    }

    @Idempotent(key = "#id")
    public Optional<List<Status>> anOptionalList(String id) {
        return once(Optional.of(List.of(Status.OPEN)));
    }

    @Idempotent(key = "#id")
    public OptionalInt anOptionalInt(String id) {
        return once(OptionalInt.of(5));
    }

    @Idempotent(key = "#id")
    public Receipt nullForARecord(String id) {
        return once(null);
    }

    @Idempotent(key = "#id")
    public Integer nullForANumber(String id) {
        return once(null);
    }

    @Idempotent(key = "#id")
    public List<String> aListWithNulls(String id) {
        return once(Arrays.asList("a", null));
    }

    @Idempotent(key = "#id")
    public String text(String id) {
        return once("\"quoted\" \\ \u0000 \u20ac \ud83d\ude00 \n");
    }

    @Idempotent(key = "#id")
    public String emptyText(String id) {
        return once("");
    }

    @Idempotent(key = "#id")
    public List<BigDecimal> decimals(String id) {
        return once(List.of(
                new BigDecimal("1.10"),
                new BigDecimal("0.00"),
                new BigDecimal("1E+3"),
                new BigDecimal("123456789012345678901234567890.123456789012345678901234567890")));
    }

    @Idempotent(key = "#id")
    public BigInteger aBigInteger(String id) {
        return once(BigInteger.TWO.pow(200).negate());
    }

    @Idempotent(key = "#id")
    public Status anEnum(String id) {
        return once(Status.DONE);
    }

    @Idempotent(key = "#id")
    public Status anEnumWithABody(String id) {
        return once(Status.OPEN);
    }

    @Idempotent(key = "#id")
    public TimeUnit aJdkEnum(String id) {
        return once(TimeUnit.DAYS);
    }

    @Idempotent(key = "#id")
    public UUID aUuid(String id) {
        return once(UUID.fromString("00000000-0000-4000-8000-000000000017"));
    }

    @Idempotent(key = "#id")
    public URI aUri(String id) {
        return once(URI.create("https://example.org/a?b=%20c"));
    }

    @Idempotent(key = "#id")
    public Currency aCurrency(String id) {
        return once(Currency.getInstance("EUR"));
    }

    @Idempotent(key = "#id")
    public Instant anInstant(String id) {
        return once(Instant.parse("2026-11-01T10:15:30.123456789Z"));
    }

    @Idempotent(key = "#id")
    public LocalDate aDate(String id) {
        return once(LocalDate.of(2028, 2, 29));
    }

    @Idempotent(key = "#id")
    public LocalDateTime aDateTime(String id) {
        return once(LocalDateTime.of(2026, 11, 1, 0, 0, 0, 1));
    }

    @Idempotent(key = "#id")
    public OffsetDateTime aTimeWithItsOffset(String id) {
        return once(OffsetDateTime.parse("2026-11-01T10:15:30.5+05:30"));
    }

    @Idempotent(key = "#id")
    public ZonedDateTime aTimeWithItsZone(String id) {
        return once(ZonedDateTime.of(2026, 7, 1, 12, 0, 0, 0, ZoneId.of("Europe/Berlin")));
    }

    @Idempotent(key = "#id")
    public List<Duration> durations(String id) {
        return once(List.of(Duration.ofNanos(1), Duration.ofDays(-400), Duration.ZERO));
    }

    @Idempotent(key = "#id")
    public Period aPeriod(String id) {
        return once(Period.of(1, 2, 3));
    }

    @Idempotent(key = "#id")
    public YearMonth aMonth(String id) {
        return once(YearMonth.of(2026, 11));
    }

    @Idempotent(key = "#id")
    public Date anOldDate(String id) {
        return once(new Date(1_700_000_000_123L));
    }

    @Idempotent(key = "#id")
    public byte[] bytes(String id) {
        return once(new byte[] {0, -1, 127, -128});
    }

    @Idempotent(key = "#id")
    public Receipt[] anArrayOfRecords(String id) {
        return once(new Receipt[] {receipt(1), receipt(2)});
    }

    @Idempotent(key = "#id")
    public long[][] numbers(String id) {
        return once(new long[][] {{Long.MIN_VALUE}, {}});
    }

    @Idempotent(key = "#id")
    public Object textDeclaredAsObject(String id) {
        return once("text");
    }

    @Idempotent(key = "#id")
    public Map<String, Object> plainJson(String id) {
        return once(Map.of("text", "a", "number", 1, "list", List.of(true, "b")));
    }

    @Idempotent(key = "#id")
    public List<? extends Receipt> wildcards(String id) {
        return once(List.of(receipt(1)));
    }
}

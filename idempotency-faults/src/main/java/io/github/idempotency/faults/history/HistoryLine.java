package io.github.idempotency.faults.history;

/** One thing of a history as a line of tab-separated fields, the first of which says what it is. */
final class HistoryLine {

    private HistoryLine() {}

    static String[] of(Outage outage) {
        return new String[] {"outage", outage.target(), outage.what(), text(outage.fromNanos()), text(outage.toNanos())
        };
    }

    static String[] of(Effect effect) {
        CallKey key = effect.key();
        return new String[] {
            "effect", key.operation(), key.caller(), key.key(), effect.effect(), effect.process(), text(effect.nanos())
        };
    }

    static String[] of(Call call) {
        CallKey key = call.key();
        String what = "none";
        String[] answer = {""};
        if (call.answer() instanceof Answer.Success success) {
            what = success.replayed() ? "replay" : "success";
            answer = new String[] {
                text(success.status()), success.digest(), success.namedKey(), success.namedCaller(), success.effect()
            };
        } else if (call.answer() instanceof Answer.Refused refused) {
            what = "refused";
            answer = new String[] {text(refused.status()), refused.problem()};
        } else if (call.answer() instanceof Answer.None none) {
            answer = new String[] {none.why()};
        }
        String[] line = new String[7 + answer.length];
        String[] first = {
            what,
            key.operation(),
            key.caller(),
            key.key(),
            call.process(),
            text(call.sentNanos()),
            text(call.endedNanos())
        };
        System.arraycopy(first, 0, line, 0, first.length);
        System.arraycopy(answer, 0, line, first.length, answer.length);
        return line;
    }

    static void addTo(History history, String line) {
        String[] fields = line.split("\t", -1);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = plain(fields[i]);
        }
        switch (fields[0]) {
            case "outage" -> history.add(new Outage(fields[1], fields[2], number(fields[3]), number(fields[4])));
            case "effect" -> history.add(new Effect(key(fields), fields[4], fields[5], number(fields[6])));
            default ->
                history.add(new Call(key(fields), fields[4], number(fields[5]), number(fields[6]), answer(fields)));
        }
    }

    static String join(String... fields) {
        StringBuilder line = new StringBuilder();
        for (String each : fields) {
            line.append(line.length() == 0 ? "" : "\t").append(safe(each));
        }
        return line.toString();
    }

    private static Answer answer(String[] fields) {
        return switch (fields[0]) {
            case "success", "replay" ->
                new Answer.Success(
                        Integer.parseInt(fields[7]),
                        fields[0].equals("replay"),
                        fields[8],
                        fields[9],
                        fields[10],
                        fields[11]);
            case "refused" -> new Answer.Refused(Integer.parseInt(fields[7]), fields[8]);
            case "none" -> new Answer.None(fields[7]);
            default -> throw new IllegalArgumentException("Unknown: " + fields[0]);
        };
    }

    private static CallKey key(String[] fields) {
        return new CallKey(fields[1], fields[2], fields[3]);
    }

    private static String safe(String field) {
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String plain(String field) {
        return field.indexOf('\\') < 0 ? field : field.translateEscapes();
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static long number(String field) {
        return Long.parseLong(field);
    }
}

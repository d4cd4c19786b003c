/* Reads the server: the actuator's meters and the state of the demo. */

async function json(path, headers = {}) {
    const response = await fetch(path, {cache: "no-store", headers});
    if (!response.ok) {
        throw Object.assign(new Error(`${path}: ${response.status}`), {status: response.status});
    }
    return response.json();
}

function value(meter, statistic) {
    return meter.measurements.find(measurement => measurement.statistic === statistic)?.value ?? 0;
}

/** Meters come into being with the first call; asking earlier would be answered with 404. */
const known = new Set();
let counted = -1;
let outcomes = {};

/** What was read was that of another process: this one begins anew. */
export function forgetMeters() {
    known.clear();
    counted = -1;
    outcomes = {};
}

async function meter(name, tag = "") {
    try {
        return await json(`/actuator/metrics/${name}${tag && "?tag=" + encodeURIComponent(tag)}`);
    } catch (failure) {
        if (failure.status !== 404) {
            throw failure;
        }
        forgetMeters();
        return {measurements: [], availableTags: []};
    }
}

async function exists(name) {
    if (!known.has(name)) {
        (await json("/actuator/metrics")).names.forEach(existing => known.add(existing));
    }
    return known.has(name);
}

/** How many calls there were by outcome; asked for in detail only when there were more. */
async function requests() {
    if (!await exists("idempotency.requests")) {
        return outcomes;
    }
    const all = await meter("idempotency.requests");
    const count = value(all, "COUNT");
    if (count !== counted) {
        const names = all.availableTags.find(({tag}) => tag === "outcome")?.values ?? [];
        const counts = await Promise.all(names.map(name => meter("idempotency.requests", `outcome:${name}`)));
        outcomes = Object.fromEntries(names.map((name, index) => [name, value(counts[index], "COUNT")]));
        counted = count;
    }
    return outcomes;
}

async function lookup() {
    if (!await exists("idempotency.lookup")) {
        return {count: 0, seconds: 0};
    }
    const all = await meter("idempotency.lookup");
    const failed = all.availableTags.find(({tag}) => tag === "failed")?.values ?? [];
    if (!failed.includes("false")) {
        return {count: 0, seconds: 0};
    }
    // What a stopped store answers in no time is no latency.
    const answered = failed.length > 1 ? await meter("idempotency.lookup", "failed:false") : all;
    return {count: value(answered, "COUNT"), seconds: value(answered, "TOTAL_TIME")};
}

async function duplicateRate() {
    return await exists("idempotency.duplicate.rate") ? value(await meter("idempotency.duplicate.rate"), "VALUE") : 0;
}

export async function meters() {
    return {outcomes: await requests(), lookup: await lookup(), duplicateRate: await duplicateRate()};
}

/** The key goes into a header, because URLs are written into logs. */
export function state({key, reference}) {
    return json(`/demo/state?${new URLSearchParams({reference})}`, key ? {"Idempotency-Key": key} : {});
}

/** What the server says about the record of the key now; `unknown` also if it says nothing. */
export async function recordState(order) {
    try {
        return (await state(order)).record.state;
    } catch {
        return "unknown";
    }
}

export function turnStore(on) {
    return fetch("/demo/store", {
        method: "PUT",
        headers: {"Content-Type": "application/json"},
        body: JSON.stringify({on}),
    });
}

/* The live picture: asks the server every second while somebody looks, more often while a payment is under way. */

import {element} from "./answers.js";
import {showCharges} from "./charged.js";
import {plot} from "./charts.js";
import {forgetMeters, meters, state} from "./meters.js";
import {current, isBusy, noteRecord, onOrder} from "./order.js";

const EVERY_MILLIS = 1000;
const BUSY_MILLIS = 150;
const UNFINISHED = new Set(["released", "held", "abandoned", "lost"]);
const NOT_REFUSED = new Set(["executed", "replayed", "unprotected", ...UNFINISHED]);
const listeners = [];

function byId(id) {
    return document.getElementById(id);
}

export function onState(listener) {
    listeners.push(listener);
}

function duration(millis) {
    const seconds = Math.floor(millis / 1000);
    const parts = [[Math.floor(seconds / 3600), "h"], [Math.floor(seconds / 60) % 60, "min"], [seconds % 60, "s"]];
    const first = parts.findIndex(([number]) => number > 0);
    return first < 0 ? "less than a second" : parts.slice(first, first + 2).map(part => part.join(" ")).join(" ");
}

function recordText({state, digest, attempt, leaseMillis, retentionMillis, bytes}) {
    const known = digest ? `${digest.slice(0, 12)}…` : "";
    switch (state) {
        case "none":
            return "The store has no record of this key.";
        case "unknown":
            return "The store does not answer.";
        case "claimed":
            return `${known} · attempt ${attempt} · lease ends in ${(leaseMillis / 1000).toFixed(1)} s`;
        case "settled":
            return `${known} · attempt ${attempt} · ${bytes} bytes · kept ${duration(retentionMillis)}`;
        default:
            return `${known} · attempt ${attempt} · kept ${duration(retentionMillis)}`;
    }
}

/** Where an operator finds the record, in the actuator: by its digest, because URLs with keys are written into logs. */
function showLink({digest}) {
    const link = byId("record-link");
    link.hidden = !digest;
    link.href = digest ? `/actuator/idempotency/records?${new URLSearchParams({digest})}` : "";
}

/** The three usual states are always there; a rare one joins them while it lasts. */
function showRecord(record) {
    const states = byId("states");
    states.querySelectorAll("[data-rare]").forEach(item => item.remove());
    if (!states.querySelector(`[data-state="${record.state}"]`)) {
        states.append(element("li", {"data-state": record.state, "data-rare": "", text: record.state}));
    }
    states.querySelectorAll("li").forEach(item => {
        if (item.dataset.state === record.state) {
            item.setAttribute("aria-current", "step");
        } else {
            item.removeAttribute("aria-current");
        }
    });
    byId("record-text").textContent = recordText(record);
    showLink(record);
}

function kind(outcome) {
    if (UNFINISHED.has(outcome)) {
        return "failed";
    }
    return ["executed", "replayed", "running", "unprotected", "failed"].includes(outcome) ? outcome : "refused";
}

function callRow(call) {
    const time = new Date(call.time).toLocaleTimeString([], {hourCycle: "h23"});
    const result = call.status ? `${call.status} ${call.outcome}` : call.outcome;
    return element(
        "tr",
        {},
        element("td", {className: "mono", text: time}),
        element("td", {text: call.action || "payment"}),
        element("td", {className: kind(call.outcome), text: result}),
        element("td", {className: "mono", text: call.digest?.slice(0, 8) ?? "–"}),
    );
}

let shownCalls = "";

function showCalls(calls) {
    const now = JSON.stringify(calls);
    if (now !== shownCalls) {
        shownCalls = now;
        byId("calls").replaceChildren(...calls.map(callRow));
    }
}

function showMeters(read) {
    const refusals = Object.entries(read.outcomes).filter(([name, count]) => count && !NOT_REFUSED.has(name));
    byId("count-replayed").textContent = read.outcomes.replayed ?? 0;
    byId("count-refused").textContent = refusals.reduce((sum, [, count]) => sum + count, 0);
    byId("refusals").replaceChildren(...refusals.map(([name, count]) => element("li", {text: `${name} ${count}`})));
    plot(read);
}

function showConnection(trouble = "") {
    const connection = byId("connection");
    connection.dataset.state = trouble ? "away" : "live";
    connection.textContent = trouble || "live";
}

let started = 0;

async function readState() {
    const order = current();
    const read = await state(order);
    if (read.started !== started) {
        started = read.started;
        forgetMeters();
    }
    noteRecord(order, read.record.state);
    byId("count-charges").textContent = read.ledger.charges;
    showCharges(order, read);
    showRecord(read.record);
    showCalls(read.calls);
    listeners.forEach(listener => listener(read));
}

let timer = 0;
let metersDue = 0;

async function poll() {
    clearTimeout(timer);
    if (document.hidden) {
        return;
    }
    try {
        await readState();
        if (performance.now() >= metersDue) {
            metersDue = performance.now() + EVERY_MILLIS - BUSY_MILLIS;
            showMeters(await meters());
        }
        showConnection();
    } catch (failure) {
        showConnection(failure.status === 404 ? "the demo is off: shop.demo" : "the server does not answer");
    }
    clearTimeout(timer);
    timer = setTimeout(poll, isBusy() ? BUSY_MILLIS : EVERY_MILLIS);
}

/** Asks now, because something has just been done. */
export function soon() {
    clearTimeout(timer);
    timer = setTimeout(poll, BUSY_MILLIS);
}

export function start() {
    document.addEventListener("visibilitychange", poll);
    onOrder(soon);
}

/* The live picture: asks the server every second while somebody looks, more often while a payment is under way. */

import {element} from "./answers.js";
import {plot} from "./charts.js";
import {meters, state} from "./meters.js";
import {current, onOrder} from "./order.js";
import {isBusy} from "./requests.js";

const EVERY_MILLIS = 1000;
const BUSY_MILLIS = 150;
const NOT_REFUSED = new Set(["executed", "replayed", "released", "held", "abandoned", "lost", "unprotected"]);
const listeners = [];

function byId(id) {
    return document.getElementById(id);
}

export function onState(listener) {
    listeners.push(listener);
}

function euros(amount) {
    return `€ ${Number(amount).toFixed(2)}`;
}

function showCharges({count, sum}) {
    const charged = byId("charged");
    charged.dataset.count = count > 1 ? "many" : String(count);
    const times = count === 1 ? "once" : `${count} times`;
    charged.querySelector(".charged-text").textContent = count ? `Charged ${times}` : "Not charged yet";
    charged.querySelector(".charged-sum").textContent = count ? euros(sum) : "";
}

function duration(millis) {
    const seconds = Math.floor(millis / 1000);
    const parts = [[Math.floor(seconds / 3600), "h"], [Math.floor(seconds / 60) % 60, "min"], [seconds % 60, "s"]];
    const first = parts.findIndex(([number]) => number > 0);
    return first < 0 ? "less than a second" : parts.slice(first, first + 2).map(part => part.join(" ")).join(" ");
}

function recordText({state, digest, attempt, leaseMillis, retentionMillis, bytes}) {
    const known = digest ? `${digest}…` : "";
    switch (state) {
        case "none":
            return digest ? `${known} · nothing is recorded` : "No call has come with this key.";
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

/** Where an operator finds the record: by operation and key, in the actuator. */
function showLink(state) {
    const link = byId("record-link");
    link.hidden = state === "none" || state === "unknown";
    link.href = `/actuator/idempotency/records?${new URLSearchParams({operation: "POST /payments", key: current().key})}`;
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
    showLink(record.state);
}

function kind(outcome) {
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

function showConnection(live) {
    const connection = byId("connection");
    connection.dataset.state = live ? "live" : "away";
    connection.textContent = live ? "live" : "the server does not answer";
}

async function readState() {
    const read = await state(current());
    byId("count-charges").textContent = read.charges;
    showCharges(read.order);
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
        showConnection(true);
    } catch {
        showConnection(false);
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

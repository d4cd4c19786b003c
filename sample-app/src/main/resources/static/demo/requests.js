/* Sends payments, and keeps the bytes of the first answer to each key to compare replays with. */

import {recordState} from "./meters.js";
import {begin, end, note} from "./order.js";

export const PAYMENTS = "/payments";
export const UNPROTECTED = "/demo/unprotected-payments";

/** Refusals that are made only where the server knows the key. */
const KNOWN_KEY = new Set(["request-in-progress", "idempotency-key-reused"]);
const firstAnswers = new Map();
const decoder = new TextDecoder();

function same(a, b) {
    return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}

function outcome(response, path, problem) {
    if (response.headers.get("Idempotent-Replayed") === "true") {
        return "replayed";
    }
    if (!response.ok) {
        return problem?.code ? "refused" : "failed";
    }
    return path === PAYMENTS ? "executed" : "unprotected";
}

/** Notes what the answer says about the order. */
function learn({reference, key}, path, answer) {
    if (path === UNPROTECTED) {
        note(reference, key, answer.ok ? {twin: true} : {});
    } else if (answer.ok) {
        note(reference, key, {used: true, paid: true});
    } else if (KNOWN_KEY.has(answer.problem?.code)) {
        note(reference, key, {used: true});
    }
}

async function read(response, path, key) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = decoder.decode(bytes);
    const json = parsed(text);
    const answer = {
        ok: response.ok,
        status: response.status,
        outcome: outcome(response, path, json),
        retryAfter: Number(response.headers.get("Retry-After") ?? 0),
        length: bytes.length,
        identical: null,
        text,
        problem: response.ok ? null : json,
    };
    if (response.ok && key) {
        if (firstAnswers.has(key)) {
            answer.identical = same(firstAnswers.get(key), bytes);
        } else {
            firstAnswers.set(key, bytes);
        }
    }
    return answer;
}

/**
 * Sends one payment; resolves with what a person wants to know about the answer, also if there is none.
 *
 * @param keyed whether the order's key goes with it
 */
export async function send(action, order, {path = PAYMENTS, keyed = path === PAYMENTS} = {}) {
    const {reference, amount} = order;
    const key = keyed ? order.key : "";
    const headers = {"Content-Type": "application/json", "Demo-Action": action};
    if (key) {
        headers["Idempotency-Key"] = key;
    }
    begin(order.key);
    try {
        const body = JSON.stringify({reference, amount: Number(amount)});
        const response = await fetch(path, {method: "POST", headers, body, cache: "no-store"});
        const answer = await read(response, path, key);
        learn(order, path, answer);
        if (answer.outcome === "executed") {
            answer.record = await recordState(order);
        }
        return answer;
    } catch (failure) {
        return {ok: false, status: 0, outcome: "failed", retryAfter: 0, length: 0, identical: null, text: String(failure), problem: null};
    } finally {
        end(order.key);
    }
}

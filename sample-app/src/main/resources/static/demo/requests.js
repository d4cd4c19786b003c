/* Sends payments, and keeps the bytes of the first answer to each key to compare replays with. */

import {markUsed} from "./order.js";

export const PAYMENTS = "/payments";
export const UNPROTECTED = "/demo/unprotected-payments";

const firstAnswers = new Map();
const decoder = new TextDecoder();
let underWay = 0;

export function isBusy() {
    return underWay > 0;
}

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

/** Sends one payment; resolves with what a person wants to know about the answer, also if there is none. */
export async function send(action, {reference, amount, key}, path = PAYMENTS) {
    const headers = {"Content-Type": "application/json", "Demo-Action": action};
    if (key) {
        headers["Idempotency-Key"] = key;
        markUsed(key);
    }
    underWay++;
    try {
        const body = JSON.stringify({reference, amount: Number(amount)});
        const response = await fetch(path, {method: "POST", headers, body, cache: "no-store"});
        const bytes = new Uint8Array(await response.arrayBuffer());
        const text = decoder.decode(bytes);
        const json = parsed(text);
        const answer = {
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
    } catch (failure) {
        return {status: 0, outcome: "failed", retryAfter: 0, length: 0, identical: null, text: String(failure), problem: null};
    } finally {
        underWay--;
    }
}

/* Shows what the client got, the newest first. */

const CARDS = 5;
const list = document.getElementById("answers");
const nothingYet = document.getElementById("nothing-yet");
const announcement = document.getElementById("announcement");

const WORDS = {
    executed: "executed",
    replayed: "replayed",
    refused: "refused",
    unprotected: "charged",
    lost: "lost",
    failed: "failed",
};

export function element(name, {className = "", text = "", ...attributes} = {}, ...children) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
}

export function pill(outcome, text = WORDS[outcome] ?? outcome) {
    return element("span", {className: `pill ${outcome}`, text});
}

/** Only the server knows whether the answer is in the store. */
function recorded(state) {
    switch (state) {
        case "settled":
            return "The work was done, and its answer is recorded: a retry gets this one.";
        case "unknown":
            return "The work was done. Nothing says that this answer is recorded: the store does not answer.";
        default:
            return `The work was done, but this answer is not recorded: the key's record says "${state}".`;
    }
}

function sentence(answer) {
    if (answer.outcome === "executed") {
        return recorded(answer.record);
    }
    if (answer.outcome === "replayed") {
        const compared = answer.identical ? `, byte for byte the first answer (${answer.length} bytes)` : "";
        return `Idempotent-Replayed: true${compared}. Nothing was charged again.`;
    }
    if (answer.outcome === "unprotected") {
        return "Charged, and nobody can tell a repetition from a new payment.";
    }
    return answer.status ? "" : "No answer came. Is the server running?";
}

/** Not every failure is a problem document: what the shop itself refuses is Spring Boot's usual error. */
function heading(problem) {
    return problem.title ?? problem.error ?? "The request failed";
}

function problemParts(problem) {
    const facts = element("dl");
    [["code", problem.code], ["retryable", problem.retryable]].forEach(([name, value]) => {
        if (value !== undefined) {
            facts.append(element("dt", {text: name}), element("dd", {text: String(value)}));
        }
    });
    const parts = [
        element("p", {className: "problem-title", text: heading(problem)}),
        element("p", {text: problem.detail ?? ""}),
        facts,
    ];
    if (/^https?:/.test(problem.type)) {
        parts.push(element("p", {}, element("a", {href: problem.type, rel: "noreferrer", text: "What this means"})));
    }
    return parts;
}

function answerParts(answer) {
    const head = element("p", {}, element("span", {className: "status", text: `${answer.status || "no answer"} `}));
    head.append(pill(answer.outcome));
    const parts = [head];
    const text = sentence(answer);
    if (text) {
        parts.push(element("p", {text}));
    }
    if (answer.problem) {
        parts.push(...problemParts(answer.problem));
    } else if (answer.text) {
        parts.push(element("pre", {text: answer.text}));
    }
    if (answer.retryAfter) {
        parts.push(element("p", {className: "muted", text: `Retry-After: ${answer.retryAfter} seconds`}));
    }
    return parts;
}

/** A new card on top; what is written into it is also said to screen readers, in one sentence. */
export function card(title) {
    const item = element("li", {className: "card answer"}, element("h3", {text: title}));
    list.prepend(item);
    nothingYet.hidden = true;
    while (list.children.length > CARDS) {
        list.lastElementChild.remove();
    }
    const say = text => {
        announcement.textContent = `${title}: ${text}`;
    };
    return {
        answer(answer) {
            item.append(...answerParts(answer));
            say(`${answer.status || "no answer"}, ${WORDS[answer.outcome]}. ${answer.problem ? heading(answer.problem) : ""}`);
        },
        note(text, className = "") {
            item.append(element("p", {text, className}));
            say(text);
        },
        lost(text) {
            item.append(element("p", {}, pill("lost", "no answer")), element("p", {text}));
            say(text);
        },
        button(text, action) {
            const button = element("button", {type: "button", text});
            button.addEventListener("click", action);
            item.append(button);
        },
        /** One line per request; lines change as answers come in. */
        rows(count) {
            const rows = element("ol");
            item.append(rows);
            return Array.from({length: count}, (_, index) => {
                const line = element("li", {text: `request ${index + 1}: on its way`});
                rows.append(line);
                const shown = [];
                return {
                    show(answer) {
                        shown.push(answer);
                        line.replaceChildren(element("span", {text: `request ${index + 1}`}));
                        shown.forEach(({status, outcome, problem}) => {
                            line.append(pill(outcome, `${status || "no answer"} ${problem?.code ?? WORDS[outcome]}`));
                        });
                    },
                };
            });
        },
    };
}

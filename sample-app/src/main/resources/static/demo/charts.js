/* Two small charts over the last minutes, drawn by Chart.js from the webjar. */

const SECONDS = 120;
const INK = "#a9b6cb";
const GRID = "#2c3a57";

function chart(canvas, {color, stepped, y}) {
    return new Chart(document.getElementById(canvas), {
        type: "line",
        data: {
            datasets: [{
                data: [],
                borderColor: color,
                backgroundColor: color + "2e",
                borderWidth: 2,
                fill: true,
                pointRadius: stepped ? 0 : 2.5,
                pointBackgroundColor: color,
                stepped,
            }],
        },
        options: {
            animation: false,
            events: [],
            maintainAspectRatio: false,
            normalized: true,
            parsing: false,
            plugins: {legend: {display: false}, tooltip: {enabled: false}},
            scales: {
                x: {
                    type: "linear",
                    min: -SECONDS,
                    max: 0,
                    border: {color: GRID},
                    grid: {display: false},
                    ticks: {
                        color: INK,
                        font: {size: 11},
                        stepSize: 60,
                        maxRotation: 0,
                        callback: seconds => seconds === 0 ? "now" : `${seconds} s`,
                    },
                },
                y: {
                    ...y,
                    border: {display: false},
                    grid: {color: GRID},
                    ticks: {color: INK, font: {size: 11}, autoSkip: false, callback: y.label},
                    afterBuildTicks: axis => {
                        axis.ticks = y.marks.map(value => ({value}));
                    },
                },
            },
        },
    });
}

const rateChart = chart("rate-chart", {
    color: "#74c8f7",
    stepped: true,
    y: {min: 0, max: 1, marks: [0, 0.5, 1], label: share => `${share * 100} %`},
});
const lookupChart = chart("lookup-chart", {
    color: "#6fdca6",
    stepped: false,
    // Logarithmic, because the first lookup of a cold server takes a hundred times as long as the later ones.
    y: {type: "logarithmic", min: 0.1, max: 100, marks: [0.1, 1, 10, 100], label: millis => `${millis} ms`},
});
const rates = [];
const lookups = [];
let before = null;

function draw(chart, points, now) {
    while (points.length && now - points[0].time > SECONDS * 1000) {
        points.shift();
    }
    chart.data.datasets[0].data = points.map(({time, y}) => ({x: (time - now) / 1000, y}));
    chart.update();
}

function reading(id, number, text) {
    const strong = document.createElement("b");
    strong.textContent = number;
    document.getElementById(id).replaceChildren(strong, ` ${text}`);
}

/** In milliseconds, of the lookups since then. */
function mean(lookup, since = {count: 0, seconds: 0}) {
    return 1000 * (lookup.seconds - since.seconds) / (lookup.count - since.count);
}

/** Adds what was just read; a lookup has a point only where calls have come since the last time. */
export function plot({duplicateRate, lookup}, now = performance.now()) {
    if (before && lookup.count < before.count) {
        // Another process, which counts from its own start.
        before = null;
    }
    rates.push({time: now, y: duplicateRate});
    reading("rate-now", `${Math.round(duplicateRate * 100)} %`, "in the last 5 minutes");
    if (before && lookup.count > before.count) {
        lookups.push({time: now, y: mean(lookup, before)});
        reading("lookup-now", `${mean(lookup, before).toFixed(2)} ms`, "just now, mean");
    } else if (!before && lookup.count) {
        reading("lookup-now", `${mean(lookup).toFixed(2)} ms`, "so far, mean");
    } else if (!before) {
        reading("lookup-now", "–", "waiting for calls");
    }
    before = lookup;
    draw(rateChart, rates, now);
    draw(lookupChart, lookups, now);
}

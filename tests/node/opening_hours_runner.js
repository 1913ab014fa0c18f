// Evaluates opening hours with opening_hours.js: one JSON question a line, one JSON answer a line.
// Question: {text, state, county, from, to} with instants in minutes since 1970-01-01T00:00Z.
// Answer: {intervals: [[from, to, unknown]]} or {error}. Wall times are those of the TZ variable.
"use strict";

const OpeningHours = require("opening_hours");

const MINUTE = 60000;

// The library writes its own complaints to the console; standard output carries answers only.
console.log = () => {};
console.warn = () => {};

function answer(question) {
  const place = {
    lat: 48,
    lon: 2,
    address: { country_code: "fr", country: "France", state: question.state, county: question.county },
  };
  try {
    const hours = new OpeningHours(question.text, place);
    const found = hours.getOpenIntervals(
      new Date(question.from * MINUTE),
      new Date(question.to * MINUTE),
    );
    return {
      intervals: found.map(([from, to, unknown]) => [from / MINUTE, to / MINUTE, unknown]),
    };
  } catch (error) {
    return { error: String(error) };
  }
}

require("node:readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`));

// Which build this browser showed on its last visit, kept in the browser alone. A visit ends with half an hour of absence, so
// that reloading a page does not make everything on it old.
export default function ({ data, setStateValue }) {
    const KEY = "hearsay.last-look";
    const ABSENCE_MS = 30 * 60 * 1000;
    const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]{5,15}$/;
    let kept = {};
    try {
        kept = JSON.parse(window.localStorage.getItem(KEY)) || {};
    } catch (error) {
        kept = {};
    }
    const now = Date.now();
    const isNewVisit = !(now - Number(kept.at) < ABSENCE_MS);
    const before = isNewVisit ? kept.shown : kept.before;
    const known = MOMENT.test(before || "") ? before : null;
    try {
        window.localStorage.setItem(KEY, JSON.stringify({ at: now, shown: data.loaded, before: known }));
    } catch (error) {
        // A browser that keeps nothing has no last visit: the page then speaks of yesterday.
    }
    // An answer makes the whole page run once more: where there is none to give, none is given.
    if (known) {
        setStateValue("before", known);
    }
}

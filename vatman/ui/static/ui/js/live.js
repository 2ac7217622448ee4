/* Live pages are written by web/live; this is where they reach the browser. */

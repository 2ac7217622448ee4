/* The behaviours every page has. Each is small, knows no business word, and works on attributes. */
import "ui/keys.js";
import "ui/over.js";
import "ui/toast.js";
import "ui/find.js";
import "ui/forms.js";
import "ui/rows.js";
import "ui/dates.js";
import "ui/live.js";

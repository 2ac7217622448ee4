/* The board: what is common to its mice, fingers, keys and live changes. */
import "deals/drag.js";
import "deals/walk.js";
import "deals/fresh.js";
import "deals/place.js";

from .cards import card_of
from .likely import Likely, likely_duplicates
from .lists import Wanted, cities, client_page, filtered, make_whole

__all__ = ["Likely", "Wanted", "card_of", "cities", "client_page", "filtered", "likely_duplicates", "make_whole"]

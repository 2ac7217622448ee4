"""A1.4: an empty client cell goes on with the client above, unless the row is a record by itself."""

from .tables import read, sheet


def test_a_person_below_belongs_to_the_firm_above():
    rows = [["ООО «Ромашка»", "Иванов Пётр", "89215551234", 50000], [None, "Петрова Мария", "89215551235", None]]
    told = read(sheet("Компания|Контакт|Телефон|Сумма", *rows))
    assert [one.firm.name for one in told] == ["Ромашка", "Ромашка"]


def test_a_row_with_an_id_of_its_own_has_no_client_where_none_stands():
    told = read(
        sheet(
            "opportunity_id|account|deal_stage|close_value",
            ["1C1I7A6R", "Cancity", "Won", 1054],
            ["Z063OYW0", None, "Won", 4514],
            ["MV1LWRNH", "Codehow", "Lost", 0],
        )
    )
    assert [one.firm.name if one.firm else None for one in told] == ["Cancity", None, "Codehow"]
    assert told[1].external_id == "Z063OYW0"

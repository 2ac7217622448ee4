"""A3.1: every status word of the sales floor goes where experienced managers mean it."""

import pytest

from vatman.importing.understanding import statuses

FLOOR = {
    ("request", ""): "новый, новая, необр., в работу, ?",
    ("first_call", ""): "звонил, н/д, недозвон, не берёт, сброс, а/о, секретарь",
    ("send_quote", ""): "ждёт КП, считаем, просчёт",
    ("quote_sent", ""): "КП, КП отпр., выслал, думает, на соглас., сравнивают, у директора",
    ("meeting", ""): "замер, выезд, показ, образцы",
    ("contract", ""): "договор, на подписи, счёт выст., ждём опл., дожать",
    ("won", ""): "опл., оплатил, 100%, ОК, отгружен, наш, сделали",
    ("lost", ""): "отказ, -",
    ("lost", "price"): "дорого, Отказ - дорого, отказ (не устроила цена)",
    ("lost", "competitor"): "взяли у др., отказ: взяли у конкурента, купили у других",
    ("lost", "silent"): "пропал, игнор, не выходит на связь",
    ("sleep", ""): "позже, после НГ, не сейчас, весной, НЕ ЗВОНИТЬ до мая, отложили до осени",
    ("no_deal", ""): "дубль, спам, нецелевой, поставщик",
    ("stop", ""): "ЧС, не звонить, НЕ ЗВОНИТЬ!",
    ("ask", ""): "в работе, закрыт, +",
}
CRMS = {
    ("request", ""): "Неразобранное, Новая, New, Лид, Необработано",
    ("first_call", ""): "Первичный контакт, Contacted, Appointment scheduled",
    ("quote_sent", ""): "Переговоры, Принимают решение, Proposal sent, КП отправлено 12.03, думают до пт",
    ("send_quote", ""): "Подготовка документов, Отправить предложение",
    ("contract", ""): "Согласование договора, Ожидаем оплату, Contract sent, Счёт на предоплату, Ждем оплату до пт",
    ("won", ""): "Успешно реализовано, Сделка успешна, Won, Closed Won, Выполнено, Оплачено, закрыт успешно",
    ("lost", ""): "Закрыто и не реализовано, Сделка провалена, Lost, Closed Lost, закрыт - отказ",
    ("ask", ""): "В процессе, Closed",
    ("", ""): "Engaging, Prospecting, Монтаж, В ожидании, Печать плёнок",
}
WORDS = [(word, *meaning) for table in (FLOOR, CRMS) for meaning, words in table.items() for word in words.split(", ")]


@pytest.mark.parametrize(("word", "meaning", "reason"), WORDS)
def test_a_status_word_has_its_meaning(word, meaning, reason):
    status = statuses.read(word)
    assert (status.word, status.meaning, status.reason) == (word, meaning, reason)


@pytest.mark.parametrize(
    ("word", "meaning"), [("недозвонн", "first_call"), ("Сдлано", "won"), ("отгруженно", "won"), ("оплатилл", "won")]
)
def test_one_slip_does_not_hide_a_long_word(word, meaning):
    assert statuses.read(word).meaning == meaning

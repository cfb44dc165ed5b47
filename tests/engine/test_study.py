from antiphon_engine.lesson import Lesson, Syllabus, Unlearn
from antiphon_engine.messages import Taught
from antiphon_engine.study import Study
from antiphon_models.music.stretch import Stretch
from builders import phrase

FIRST = Lesson(0.0, "blue", 0, Stretch("Blue.mid", tuple(phrase("C4 E4 G4")), True))
SECOND = Lesson(0.0, "blue", 1, Stretch("Blue.mid", tuple(phrase("C4 E4")), False))


def test_lessons_are_learned_in_order_and_counted() -> None:
    study = Study()
    for item in (Syllabus(5), FIRST, SECOND):
        study.take(item)
    assert (study.next(), study.state, study.over) == (FIRST, Taught(1, 3, 5), 1)
    assert (study.next(), study.state, study.over) == (SECOND, Taught(1, 5, 5), 2)
    assert not study.has_more


def test_what_is_to_be_forgotten_need_not_be_learned_first() -> None:
    study = Study()
    study.take(FIRST)
    study.next()
    for item in (SECOND, Unlearn(), FIRST):
        study.take(item)
    assert study.over == 2
    assert study.next() == Unlearn()
    assert study.state == Taught(0, 0, 0)
    assert study.next() == FIRST


def test_nothing_is_to_be_forgotten_where_nothing_was_learned() -> None:
    study = Study()
    study.take(Unlearn())
    assert not study.has_more


def test_news_are_told_once_and_not_too_often_while_more_waits() -> None:
    study = Study()
    assert study.news(0.0) is None
    for item in (Syllabus(8), FIRST, FIRST, SECOND):
        study.take(item)
    study.next()
    assert study.news(1.0) == Taught(1, 3, 8)
    study.next()
    assert study.news(1.1) is None
    assert study.news(1.3) == Taught(2, 6, 8)
    study.next()
    assert study.news(1.31) == Taught(2, 8, 8)
    assert study.news(9.0) is None

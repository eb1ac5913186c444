"""The form of a test that is measured by hand: one length, and one or two tries."""

from dataclasses import dataclass

import streamlit as st

from posture.ui.language import speaker


@dataclass(frozen=True)
class Field:
    """A number to type in.

    Attributes
    ----------
    bounds : tuple of float
        The least and the most that can be typed in.
    step : float
    decimals : int
    """

    bounds: tuple[float, float]
    step: float
    decimals: int


def ask_two_tries(
    test: str, once: str, number_field: Field, try_field: Field
) -> tuple[float, list[float]] | None:
    """Ask for a number and for one or two tries.

    Parameters
    ----------
    test : str
        The key of its sentences, as in `entry.two_step.height`.
    once : str
        The last part of the key of the number's label, `height` in that.
    number_field, try_field : Field

    Returns
    -------
    number : float
    tries : list of float
        One or two. None in place of both until the form was sent with all that is needed; what is
        missing is said.
    """
    t = speaker()

    def ask(place: st.delta_generator.DeltaGenerator, field: Field, name: str) -> float | None:
        low, high = field.bounds
        return place.number_input(
            t(f"entry.{test}.{name}"),
            low,
            high,
            value=None,
            step=field.step,
            format=f"%.{field.decimals}f",
            help=t(f"entry.{test}.second_hint") if name == "second" else None,
        )

    with st.form(test, border=True):
        places = st.columns(3)
        number = ask(places[0], number_field, once)
        asked = [ask(places[1], try_field, "first"), ask(places[2], try_field, "second")]
        is_sent = st.form_submit_button(t("entry.show"), type="primary")
    if not is_sent:
        return None
    tries = [one for one in asked if one is not None]
    if number is None or not tries:
        st.info(t(f"entry.{test}.missing"), icon=":material/edit:")
        return None
    return number, tries

"""A drawing, seen from above, of where the camera stands."""

from posture.guide import Position
from posture.view import View

WIDTH, HEIGHT = 340, 222
INK, ACCENT, SOFT, CLOTH = "#1f2a2e", "#0b6e69", "#d9d5c8", "#9fb8b4"
_PERSON_X, _CAMERA_X, _MIDDLE_Y = 78, 292, 96
_FACING_DEG = {View.SIDE: 90, View.FRONT: 0, View.REAR: 180}  # from towards the camera


def camera_drawing(view: View, position: Position, distance: str, *, is_path: bool = False) -> str:
    """Return an SVG of a person, the camera and how far apart they are.

    Parameters
    ----------
    view : View
        What the camera sees of the body.
    position : Position
        A chair is drawn for who sits, a mat for who sits on the floor.
    distance : str
        The label of the distance.
    is_path : bool
        Whether they walk past, along an arrow.
    """
    person = (
        f'<g transform="translate({_PERSON_X} {_MIDDLE_Y}) rotate({_FACING_DEG[view]})">'
        f"{_PATH if is_path else _UNDER[position]}{_BODY[position]}</g>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif">{_FIELD}{person}{_CAMERA}{_arrow(distance)}</svg>'
    )


# What the camera sees: a wedge from its lens over the person.
_FIELD = (
    f'<path d="M{_CAMERA_X - 14} {_MIDDLE_Y} L10 {_MIDDLE_Y - 88} L10 {_MIDDLE_Y + 72} Z" '
    f'fill="{ACCENT}" opacity="0.10"/>'
)
_CAMERA = (
    f'<g transform="translate({_CAMERA_X} {_MIDDLE_Y})" fill="{INK}">'
    '<path d="M-3 16 L-12 34 M3 16 L12 34 M0 16 L0 38" stroke="#1f2a2e" stroke-width="3"/>'
    '<rect x="-14" y="-16" width="34" height="32" rx="5"/>'
    f'<circle cx="-14" cy="0" r="9" fill="{ACCENT}" stroke="{INK}" stroke-width="3"/></g>'
)
# The person faces +x, towards the camera, before they are turned.
_HEAD = (
    f'<ellipse rx="15" ry="34" fill="{ACCENT}"/><circle cx="3" r="14" fill="{INK}"/>'
    f'<path d="M14 -6 L24 0 L14 6 Z" fill="{INK}"/>'
)
_FEET = "".join(
    f'<ellipse cx="14" cy="{y}" rx="15" ry="7" fill="{INK}" opacity="0.55"/>' for y in (-13, 13)
)
_LEGS = "".join(
    f'<rect x="0" y="{y - 8}" width="{length}" height="16" rx="8" fill="{CLOTH}"/>'
    f'<ellipse cx="{length}" cy="{y}" rx="11" ry="7" fill="{INK}" opacity="0.55"/>'
    for y, length in ((-14, 48), (14, 48))
)
_CHAIR = (
    f'<rect x="-30" y="-30" width="52" height="60" rx="5" fill="{SOFT}"/>'
    '<rect x="-36" y="-30" width="9" height="60" rx="3" fill="#8a7a63"/>'
)
_MAT = f'<rect x="-34" y="-36" width="112" height="72" rx="5" fill="{SOFT}"/>'
_PATH = (
    f'<g fill="none" stroke="{ACCENT}" stroke-width="4"><path d="M-62 0 H70" '
    'stroke-dasharray="9 6"/><path d="M-58 -10 L-72 0 L-58 10 M66 -10 L80 0 L66 10"/></g>'
)
_UNDER = {Position.STANDING: "", Position.SEATED: _CHAIR, Position.FLOOR: _MAT}
_BODY = {
    Position.STANDING: _FEET + _HEAD,
    Position.SEATED: _LEGS + _HEAD,
    Position.FLOOR: _LEGS + _HEAD,
}


def _arrow(label: str) -> str:
    # the label above its line: how wide it is depends on the fonts of whoever looks at it
    y, start, stop = HEIGHT - 12, _PERSON_X, _CAMERA_X - 14
    ends = "".join(
        f'<path d="M{x} {y - 7} V{y + 7}" stroke="{INK}" stroke-width="2"/>' for x in (start, stop)
    )
    middle = (start + stop) / 2
    return (
        f'{ends}<path d="M{start} {y} H{stop}" stroke="{INK}" stroke-width="2" '
        f'stroke-dasharray="5 5"/><text x="{middle}" y="{y - 9}" text-anchor="middle" '
        f'font-size="21" font-weight="600" fill="{INK}">{label}</text>'
    )

"""One body that explains a clip: constant lengths, knees that bend one way, feet that stand still.

A picture shows where joints are across the view, hardly how deep; the model's own depth is damped
and leans. What fixes the depth is what all frames share: one body, one camera, one floor. numpy
and scipy only.
"""

from posture.fit.body_fit import WINDOW_S, BodyFit, fit_body
from posture.fit.in_space import BodyInSpace, mixed_body, modelled_body

__all__ = ["WINDOW_S", "BodyFit", "BodyInSpace", "fit_body", "mixed_body", "modelled_body"]

"""Static posture: how somebody stands, from photos or quiet seconds of clips."""

from posture.screening.capture import Capture, StickerPair, Vertical
from posture.screening.compare import compare
from posture.screening.report import ScreeningReport
from posture.screening.screen import screen

__all__ = ["Capture", "ScreeningReport", "StickerPair", "Vertical", "compare", "screen"]

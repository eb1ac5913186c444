"""Time and memory of the whole pipeline against bare inference, on one clip in one run.

    python benchmarks/speed.py [CLIP] [--model full] [--rounds 3] [--no-memory]

Goals: decoding, inference and our own code together take at most 1.10 times bare inference; our
own code at most 1 ms per frame; peak memory does not grow with the length but for landmarks.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.io.estimator import PoseEstimator
from posture.io.models import DEFAULT_MODEL, MODELS, find_model
from posture.io.native_log import quiet_native_log
from posture.io.recording import estimate_poses
from posture.io.video import read_frames
from posture.pose import PoseSequence

DEFAULT_CLIP = Path(__file__).parents[1] / "sample_videos" / "squat_side.mp4"
FRAMES_HELD = 100  # decoded ahead of the clock; a whole clip would not fit into memory
LOOP_FRAMES = 300
LOOP_RATE = 30
MINUTES = (1, 10)


def main() -> None:
    """Print one line per figure."""
    arguments = _parse()
    model_path = find_model(arguments.model)
    if arguments.peak_of is not None:
        print(_peak_mb(arguments.peak_of, model_path))
        return
    print(f"clip {arguments.clip.name}, model {arguments.model}, best of {arguments.rounds} rounds")
    _print_speed(arguments.clip, model_path, arguments.rounds)
    if arguments.memory:
        _print_memory(arguments.clip, arguments.model)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clip", type=Path, nargs="?", default=DEFAULT_CLIP)
    parser.add_argument("--model", choices=MODELS, default=DEFAULT_MODEL)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-memory", dest="memory", action="store_false")
    parser.add_argument("--peak-of", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _print_speed(clip: Path, model_path: Path, rounds: int) -> None:
    bare_s, estimate_s, analyze_s = [], [], []
    # in turns, so that what else the computer does falls on both alike
    for _ in range(rounds):
        bare_s.append(_time_bare_inference(clip, model_path))
        seconds, poses = _time_estimation(clip, model_path)
        estimate_s.append(seconds)
        analyze_s.append(_time_analysis(poses))
    n = len(poses)
    bare_ms, estimate_ms, core_ms = (
        min(seconds) / n * 1000 for seconds in (bare_s, estimate_s, analyze_s)
    )
    width_px, height_px = poses.size_px
    print(f"frames                           {n} of {width_px}×{height_px}")
    print(f"bare inference                   {bare_ms:8.2f} ms per frame")
    print(f"decoding + inference + landmarks {estimate_ms:8.2f} ms per frame")
    print(f"our core (analyze)               {core_ms:8.2f} ms per frame   (goal: at most 1)")
    ratio = (estimate_ms + core_ms) / bare_ms
    print(f"whole over bare                  {ratio:8.3f}                (goal: at most 1.10)")


def _time_bare_inference(clip: Path, model_path: Path) -> float:
    """Return the seconds that MediaPipe itself takes for all frames, decoded beforehand."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model_path)),
        running_mode=vision.RunningMode.VIDEO,
    )
    total_s = 0.0
    with quiet_native_log(), vision.PoseLandmarker.create_from_options(options) as landmarker:
        frames = read_frames(clip)
        while block := list(islice(frames, FRAMES_HELD)):
            start_s = time.perf_counter()
            for frame in block:
                image = mp.Image(image_format=mp.ImageFormat.SRGB, data=frame.image_rgb)
                landmarker.detect_for_video(image, round(frame.time_s * 1000))
            total_s += time.perf_counter() - start_s
    return total_s


def _time_estimation(clip: Path, model_path: Path) -> tuple[float, PoseSequence]:
    with PoseEstimator(model_path) as estimator:
        start_s = time.perf_counter()
        poses = estimate_poses(clip, estimator)
        return time.perf_counter() - start_s, poses


def _time_analysis(poses: PoseSequence) -> float:
    start_s = time.perf_counter()
    analyze(poses, EXERCISES["squat"])
    return time.perf_counter() - start_s


def _print_memory(clip: Path, model: str) -> None:
    print(f"\npeak memory of the whole pipeline, looping the clip at {LOOP_RATE} frames per second")
    peaks_mb = []
    with tempfile.TemporaryDirectory() as folder:
        for minutes in MINUTES:
            looped = Path(folder) / f"{minutes}.mp4"
            _write_looped(clip, looped, minutes * 60 * LOOP_RATE)
            # a process of its own, because a process never gives its peak back
            command = [sys.executable, __file__, "--model", model, "--peak-of", str(looped)]
            peaks_mb.append(float(subprocess.check_output(command)))
            print(f"{minutes:3} minutes                      {peaks_mb[-1]:8.0f} MB")
    more_frames = (MINUTES[1] - MINUTES[0]) * 60 * LOOP_RATE
    growth_kb = (peaks_mb[1] - peaks_mb[0]) * 1000 / more_frames
    print(f"growth                           {growth_kb:8.2f} kB per frame")


def _write_looped(clip: Path, target: Path, n_frames: int) -> None:
    """Write a clip of that many frames; encoded once, then repeated."""
    pictures = [frame.image_rgb for frame in islice(read_frames(clip), LOOP_FRAMES)]
    with av.open(str(target), "w") as container:
        stream = container.add_stream("libx264", rate=LOOP_RATE, options={"bf": "0"})
        stream.height, stream.width = (side // 2 * 2 for side in pictures[0].shape[:2])
        packets = []
        for picture in pictures:
            even = np.ascontiguousarray(picture[: stream.height, : stream.width])
            packets += stream.encode(av.VideoFrame.from_ndarray(even, format="rgb24"))
        packets += stream.encode(None)
        for i in range(n_frames):
            once = packets[i % len(packets)]
            packet = av.Packet(bytes(once))
            packet.pts = packet.dts = i
            packet.time_base = Fraction(1, LOOP_RATE)
            packet.is_keyframe = once.is_keyframe
            packet.stream = stream
            container.mux(packet)


def _peak_mb(clip: Path, model_path: Path) -> float:
    with PoseEstimator(model_path) as estimator:
        analyze(estimate_poses(clip, estimator), EXERCISES["squat"])
    status = Path("/proc/self/status")
    if status.exists():
        # getrusage would, on Linux, count in the process that started this one
        line = next(line for line in status.read_text().splitlines() if "VmHWM" in line)
        return float(line.split()[1]) / 1e3
    import resource  # there is none on Windows, and the rest of this file runs there

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


if __name__ == "__main__":
    main()

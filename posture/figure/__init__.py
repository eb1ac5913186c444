"""A human figure with known joint angles, moving, and rendered to video.

Body, kinematics, motions, camera and truth are numpy only. Rendering needs OpenCV (the puppet),
numba (the ray-marched figure) and PyAV (files); nothing here imports them until a picture is asked
for.
"""

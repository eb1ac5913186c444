"""What is served beside the pages: the socket, and the sample videos for the demonstration."""

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from posture.figure.samples import read_samples
from posture.ui.live.socket import ROUTE
from posture.ui.samples import FOLDER

SAMPLE_PATH = "/pose/samples/{name}.mp4"


async def _sample(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in read_samples(FOLDER / "samples.toml"):
        return Response(status_code=404)
    return FileResponse(FOLDER / f"{name}.mp4", media_type="video/mp4")


ROUTES: list[BaseRoute] = [ROUTE, Route(SAMPLE_PATH, _sample)]

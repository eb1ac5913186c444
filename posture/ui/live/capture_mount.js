// Streamlit calls this at every run of the page; the camera goes on meanwhile.
export default function (component) {
  const root = component.parentElement;
  root.postureCapture ??= new Capture(root);
  root.postureCapture.update(component);
  return () => {
    root.postureCapture?.destroy();
    delete root.postureCapture;
  };
}

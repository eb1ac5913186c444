// Streamlit calls this at every run of the page; the camera goes on meanwhile.
export default function (component) {
  const root = component.parentElement;
  root.postureLive ??= new Live(root);
  root.postureLive.update(component);
  return () => {
    root.postureLive?.destroy();
    delete root.postureLive;
  };
}

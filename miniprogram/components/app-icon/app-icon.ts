/** A small picture in the colour and size of the text around it. Names: see icons.wxs. It says nothing by itself. */
Component({
  properties: {
    name: String,
  },
});

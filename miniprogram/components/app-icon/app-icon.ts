/** A small picture in the colour and size of the text around it. Names: see app-icon.wxss. It says nothing by itself. */
Component({
  properties: {
    name: String,
  },
});

/** What is written together, and how each of it goes. */
Component({
  properties: {
    /** Of TargetView. */
    rows: Array,
  },
});

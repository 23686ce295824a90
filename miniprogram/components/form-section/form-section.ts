/** A titled card on a page; cells go into its slot. */
Component({
  properties: {
    title: String,
    /** One quiet sentence below the card. */
    note: String,
  },
});

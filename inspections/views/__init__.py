"""The public pages: get the object, ask the domain module, fill one context, render."""

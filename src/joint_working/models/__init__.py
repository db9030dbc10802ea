"""The book's models: plain Python functions of their levers. No pandas, no charts, nothing but `formula`."""

# orglint in an image: docker run --rm --network none -v "$PWD:/data:ro" orglint check /data/org.csv
FROM rust:1.95-slim-bookworm AS build
WORKDIR /orglint
COPY . .
# With the C library within, it starts in a quarter less time.
RUN cargo rustc --release --locked --features parquet --bin orglint -- -C target-feature=+crt-static

FROM debian:bookworm-slim
COPY --from=build /orglint/target/release/orglint /usr/local/bin/orglint
# It reads charts and writes reports, and needs no right beyond that.
USER 65534:65534
WORKDIR /data
ENTRYPOINT ["orglint"]

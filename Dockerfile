# orglint in an image: docker run --rm --network none -v "$PWD:/data:ro" orglint check /data/org.csv
FROM rust:1.95-slim-bookworm AS build
WORKDIR /orglint
COPY . .
RUN cargo build --release --locked --features parquet

FROM debian:bookworm-slim
COPY --from=build /orglint/target/release/orglint /usr/local/bin/orglint
# It reads charts and writes reports, and needs no right beyond that.
USER 65534:65534
WORKDIR /data
ENTRYPOINT ["orglint"]

# Stage 1 compiles a static binary, stage 2 holds nothing else.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=${VERSION}" -o /thidua ./cmd/thidua

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /thidua /usr/local/bin/thidua
USER nonroot
ENV ADDR=0.0.0.0:8080 THIDUA_LOG=json
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["/usr/local/bin/thidua", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/thidua"]
CMD ["serve"]
